package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gildong.http.ProblemException;
import dev.gildong.http.RequestIdFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param items in the order of the request
 */
record BatchResponse(List<Item> items) {

    /**
     * What became of one score: the fields of a submit's answer, or the problem that it would have been answered with.
     *
     * @param playerId as it was sent; null for one that is no player
     * @param status as a submit alone would have been answered
     * @param problem as JSON, written as the body of that answer would have been
     */
    record Item(
            @Nullable String playerId,
            int status,
            @JsonUnwrapped @Nullable SubmitScoreResponse result,
            @JsonRawValue @Nullable String problem) {
        private static final int OK = 200;

        static Item of(String playerId, Submitted submitted) {
            try {
                return new Item(playerId, OK, submitted.response(), null);
            } catch (ProblemException e) {
                return refused(playerId, e);
            }
        }

        static Item refused(@Nullable String playerId, ProblemException cause) {
            byte[] problem = cause.problem(RequestIdFilter.current()).toJson();
            return new Item(playerId, cause.type().status(), null, new String(problem, StandardCharsets.UTF_8));
        }
    }
}
