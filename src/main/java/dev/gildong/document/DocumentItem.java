package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;

/** A document, or a version of one, in a list. */
record DocumentItem(
        String collection,
        String key,
        long version,
        Instant updatedAt,
        @JsonRawValue String value) {

    static DocumentItem of(Document document) {
        return new DocumentItem(
                document.id().collection(),
                document.id().key(),
                document.version(),
                document.updatedAt(),
                document.text());
    }
}
