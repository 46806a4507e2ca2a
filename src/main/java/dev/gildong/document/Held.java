package dev.gildong.document;

import java.util.Optional;

/**
 * A row that is locked.
 *
 * @param version the last that there was
 * @param text empty if the document is deleted
 */
record Held(long version, Optional<String> text) {}
