package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a search finds.
 *
 * @param examined how many documents were looked at for it
 * @param partial true if the search was ended by its limits before the page was full; null else
 */
record SearchResponse(
        List<Item> items,
        @Nullable String nextPageToken,
        int examined,
        @Nullable Boolean partial) {

    /**
     * A document.
     *
     * @param playerId whose it is; null if it is the caller's own
     */
    record Item(
            @Nullable String playerId,
            String collection,
            String key,
            long version,
            Instant updatedAt,
            @JsonRawValue String value) {

        static Item of(Found found, boolean own) {
            Document document = found.document();
            return new Item(
                    own ? null : found.playerId(),
                    document.id().collection(),
                    document.id().key(),
                    document.version(),
                    document.updatedAt(),
                    document.text());
        }
    }
}
