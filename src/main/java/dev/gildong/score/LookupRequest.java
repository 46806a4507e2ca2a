package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/leaderboards/{board}/scores:lookup}.
 *
 * @param playerIds 1 to 1,000
 * @param season the running one if it is left out
 */
record LookupRequest(
        @JsonProperty(required = true) List<String> playerIds,
        @Nullable Integer season) {
    private static final int MAX = 1000;

    LookupRequest {
        if (playerIds.isEmpty() || playerIds.size() > MAX) {
            throw ProblemException.invalid("/playerIds", "must be 1 to " + MAX);
        }
        if (playerIds.contains(null)) {
            throw ProblemException.invalid("/playerIds", "holds null");
        }
    }
}
