package dev.gildong.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller says of answers from memory: {@code Cache-Control} of a request (RFC 9111, section 5.2.1). */
public final class CacheControl {

    private CacheControl() {}

    /**
     * Whether an answer must hold what other nodes have committed by now.
     *
     * @param header null if there is none
     */
    public static boolean wantsFresh(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).contains("no-cache");
    }
}
