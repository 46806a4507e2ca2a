package dev.gildong.document;

import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of a document.
 *
 * @param text null if it is too long to be remembered
 */
record Remembered(long version, @Nullable String text) {
    private static final int LONGEST = 32_768;

    static Remembered of(Document document) {
        return new Remembered(document.version(), document.text().length() > LONGEST ? null : document.text());
    }
}
