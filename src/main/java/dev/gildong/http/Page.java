package dev.gildong.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what it shows, in order
 * @param nextPageToken where the next page goes on; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {

    /**
     * Cuts a page from what was read with one item more than is asked for: that one tells whether another page follows.
     *
     * @param found at most {@code limit + 1} items
     * @param token of the page behind an item
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> token) {
        return found.size() > limit
                ? new Page<>(found.subList(0, limit), token.apply(found.get(limit - 1)))
                : new Page<>(found, null);
    }

    /** What is answered for each of the items. */
    public <R> List<R> map(Function<T, R> response) {
        return items.stream().map(response).toList();
    }
}
