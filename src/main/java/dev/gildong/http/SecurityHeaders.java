package dev.gildong.http;

import java.util.function.BiConsumer;

/**
 * What every answer tells browsers and caches: do nothing clever with it (OWASP REST Security Cheat Sheet). Without
 * {@code X-Frame-Options}, for which {@code frame-ancestors} stands, and {@code Permissions-Policy}, since there are no
 * pages. Uses the JDK only, since servers load it outside the web application too.
 */
public final class SecurityHeaders {
    private SecurityHeaders() {}

    /** Hands on each header with its value. */
    public static void each(BiConsumer<String, String> header) {
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("Cache-Control", "no-store");
        header.accept("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        header.accept("Referrer-Policy", "no-referrer");
        // Of requests without CORS alone: no page of others may embed an answer.
        header.accept("Cross-Origin-Resource-Policy", "same-origin");
    }
}
