package dev.gildong.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request to sign in brings along.
 *
 * @param device what the client calls itself, in printable ASCII, at most {@value #MAX_DEVICE} characters; null if it
 *     does not say
 * @param former the good session of the cookie that the answer will replace
 */
public record Arrival(@Nullable String device, Optional<Session> former) {
    private static final int MAX_DEVICE = 128;

    /** @param userAgent the header as it came, which may hold anything; null if it did not */
    static Arrival of(@Nullable String userAgent, Optional<Session> former) {
        return new Arrival(userAgent == null ? null : cleaned(userAgent), former);
    }

    /** Only what a list can show safely: whoever reads it did not write it, where a token was stolen. */
    private static @Nullable String cleaned(String userAgent) {
        String plain = userAgent.replaceAll("[^\\x21-\\x7e]+", " ").strip();
        String cut = plain.substring(0, Math.min(MAX_DEVICE, plain.length())).strip();
        return cut.isEmpty() ? null : cut;
    }
}
