package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Body of {@code POST /v1/leaderboards/{board}/scores:batch}.
 *
 * @param items 1 to 1,000
 */
record BatchRequest(@JsonProperty(required = true) List<Item> items) {
    private static final int MAX = 1000;

    BatchRequest {
        if (items.isEmpty() || items.size() > MAX) {
            throw ProblemException.invalid("/items", "must be 1 to " + MAX);
        }
        if (items.contains(null)) {
            throw ProblemException.invalid("/items", "holds null");
        }
    }

    /** One player's score. */
    record Item(
            @JsonProperty(required = true) String playerId,
            @JsonProperty(required = true) BigDecimal score) {}
}
