package dev.gildong.document;

import java.time.Instant;

/**
 * A document as it stands, or a former version of one.
 *
 * @param version 1 for the first; each that follows is greater, also after a deletion
 * @param updatedAt when this version was written
 * @param text a JSON object
 */
record Document(DocumentId id, long version, Instant updatedAt, String text) {

    /** The version, which no other text of this document ever has. */
    String etag() {
        return etag(version);
    }

    static String etag(long version) {
        return String.valueOf(version);
    }
}
