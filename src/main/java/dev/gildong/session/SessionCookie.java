package dev.gildong.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/**
 * The cookie that carries a session token: {@code __Host-gildong} over https (which browsers take only with Secure and
 * Path=/, so no subdomain can plant it), {@code gildong} over http.
 */
public final class SessionCookie {
    private static final String SECURE_NAME = "__Host-gildong";
    private static final String PLAIN_NAME = "gildong";

    private SessionCookie() {}

    /** Sets it for as long as the session lasts. */
    public static NewCookie of(HttpServletRequest request, SignInResponse signIn, SessionSettings settings) {
        return cookie(request, signIn.token(), (int) settings.lifetime().toSeconds());
    }

    /** Takes it away. */
    public static NewCookie gone(HttpServletRequest request) {
        return cookie(request, "", 0);
    }

    static Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            String name = name(request);
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static NewCookie cookie(HttpServletRequest request, String value, int maxAgeSeconds) {
        return new NewCookie.Builder(name(request))
                .version(0) // RFC 6265 knows none, and Jersey writes any other
                .value(value)
                .path(request.isSecure() || request.getContextPath().isEmpty() ? "/" : request.getContextPath())
                .maxAge(maxAgeSeconds)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? SECURE_NAME : PLAIN_NAME;
    }
}
