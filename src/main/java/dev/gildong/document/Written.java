package dev.gildong.document;

import java.time.Instant;
import java.util.Optional;

/**
 * What a change came to.
 *
 * @param version of what was written; of a deleted document the last one that it had
 * @param text empty if the document is deleted
 * @param created whether there was none before
 */
record Written(DocumentId id, long version, Instant updatedAt, Optional<String> text, boolean created) {}
