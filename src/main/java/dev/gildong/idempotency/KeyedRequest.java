package dev.gildong.idempotency;

import dev.gildong.http.Caller;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that carries the header {@code Idempotency-Key}.
 *
 * @param fingerprint SHA-256 of its query and its body
 */
record KeyedRequest(HttpServletRequest request, HttpServletResponse response, String fingerprint) {
    /** As in draft-ietf-httpapi-idempotency-key-header. */
    static final String HEADER = "Idempotency-Key";

    /** A String of RFC 8941, section 3.3.3, and nothing else. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+)\"");

    private static final int MAX_LENGTH = 255;

    static KeyedRequest of(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        @Nullable String query = request.getQueryString();
        digest.update((query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n'); // in no query
        ServletInputStream body = request.getInputStream();
        if (body.markSupported()) { // else it has none
            digest.update(body.readAllBytes());
            body.reset();
        }
        String fingerprint = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        return new KeyedRequest(request, response, fingerprint);
    }

    /**
     * This key of this caller for this route.
     *
     * @throws dev.gildong.http.ProblemException 400 if the header is none
     */
    String scope() {
        Caller caller = (Caller) request.getUserPrincipal();
        String who = caller.playerNo().map(number -> "player " + number).orElseGet(() -> "key " + caller.getName());
        String route = request.getMethod() + " " + request.getServletPath() + request.getPathInfo();
        return who + "\n" + route + "\n" + key();
    }

    private String key() {
        List<String> sent = Collections.list(request.getHeaders(HEADER));
        Matcher matcher = QUOTED.matcher(sent.get(0).strip());
        if (sent.size() > 1 || !matcher.matches()) {
            throw IdempotencyProblems.badKey();
        }
        String key = matcher.group(1).replaceAll("\\\\(.)", "$1");
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw IdempotencyProblems.badKey();
        }
        return key;
    }
}
