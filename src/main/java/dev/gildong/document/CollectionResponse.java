package dev.gildong.document;

import java.time.Instant;

/**
 * A collection as it is shown.
 *
 * @param maxBytes as it holds; so do the other limits, whether they were declared or are those of the settings
 */
record CollectionResponse(
        String name,
        Rules.WriteRule write,
        Rules.Visibility visibility,
        boolean requirePrecondition,
        int maxBytes,
        int maxDocuments,
        int keepVersions,
        Instant createdAt,
        Instant updatedAt) {

    static CollectionResponse of(Declared collection, DocumentSettings settings) {
        Rules rules = collection.definition().rules(settings);
        return new CollectionResponse(
                collection.name(),
                rules.write(),
                rules.visibility(),
                rules.precondition(),
                rules.maxBytes(),
                rules.maxDocuments(),
                rules.keepVersions(),
                collection.createdAt(),
                collection.updatedAt());
    }
}
