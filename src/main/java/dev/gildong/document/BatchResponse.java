package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gildong.score.JointScoreResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param items in the order of the request
 * @param scores in the order of the request; null if there were none
 */
record BatchResponse(List<Item> items, @Nullable List<JointScoreResponse> scores) {

    /**
     * One of them.
     *
     * @param version absent, with all that follows, if it is deleted
     * @param value of what was patched or had operations applied; the caller has sent the others
     */
    record Item(
            String collection,
            String key,
            @Nullable Long version,
            @Nullable Instant updatedAt,
            @JsonRawValue @Nullable String value) {

        static Item of(Written written, boolean showsValue) {
            DocumentId id = written.id();
            return written.text()
                    .map(text -> new Item(
                            id.collection(),
                            id.key(),
                            written.version(),
                            written.updatedAt(),
                            showsValue ? text : null))
                    .orElseGet(() -> new Item(id.collection(), id.key(), null, null, null));
        }
    }
}
