package dev.gildong.limit;

import dev.gildong.token.Token;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells devices that have signed in to an account before: by a cookie with a random id, and a signature over the id and
 * the account (OWASP, "Slow down online guessing attacks with device cookies"). Good for nothing but to be counted apart
 * from strangers. Safe for any number of threads.
 */
public final class DeviceCookies {
    private static final String NAME = "gildong-device";
    private static final String SECURE_NAME = "__Host-gildong-device";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final int ID_LENGTH = 22;
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final SecretKeySpec key;

    /** @param secret that all nodes share */
    public DeviceCookies(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The id of the device that sends this request, if it has signed in to this account before. */
    Optional<String> device(HttpServletRequest request, String account) {
        return value(request)
                .filter(value -> value.length() > ID_LENGTH)
                .map(value -> value.substring(0, ID_LENGTH))
                .filter(id -> equal(signed(id, account), value(request).orElse("")));
    }

    /** The cookie for a device that has just signed in; it keeps an id that it has. */
    NewCookie of(HttpServletRequest request, String account) {
        String id = device(request, account).orElseGet(() -> Token.random(ID_BYTES));
        boolean secure = request.isSecure();
        return new NewCookie.Builder(secure ? SECURE_NAME : NAME)
                .version(0) // RFC 6265 knows none, and Jersey writes any other
                .value(signed(id, account))
                .path(secure || request.getContextPath().isEmpty() ? "/" : request.getContextPath())
                .maxAge((int) LIFETIME.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static Optional<String> value(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            String name = request.isSecure() ? SECURE_NAME : NAME;
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private String signed(String id, String account) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((id + "\n" + account).getBytes(StandardCharsets.UTF_8));
            return id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
