package dev.gildong.document;

import java.time.Instant;
import java.util.List;

/**
 * A collection as it is shown.
 *
 * @param maxBytes as it holds; so do the other limits, whether they were declared or are those of the settings
 * @param building those of the indexes that searches cannot use yet
 */
record CollectionResponse(
        String name,
        Rules.WriteRule write,
        Rules.Visibility visibility,
        boolean requirePrecondition,
        int maxBytes,
        int maxDocuments,
        int keepVersions,
        List<String> indexes,
        List<String> building,
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
                collection.definition().indexes(),
                collection.building(),
                collection.createdAt(),
                collection.updatedAt());
    }
}
