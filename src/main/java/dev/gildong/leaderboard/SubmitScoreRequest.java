package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/leaderboards/{board}/scores}.
 *
 * @param metadata a JSON object of at most 1,024 bytes, kept with the score
 * @param playerId whose score it is; for API keys alone, which have none of their own
 */
record SubmitScoreRequest(
        @JsonProperty(required = true) long score,
        @Nullable ObjectNode metadata,
        @Nullable String playerId) {
    /** The largest whole number that every JSON reader keeps exactly: 2^53 - 1. */
    static final long MAX_SCORE = (1L << 53) - 1;

    private static final int MAX_METADATA_BYTES = 1024;

    SubmitScoreRequest {
        if (score < -MAX_SCORE || score > MAX_SCORE) {
            throw ProblemException.invalid("/score", "must lie within plus or minus 9007199254740991");
        }
    }

    Optional<String> metadataText() {
        if (metadata == null) {
            return Optional.empty();
        }
        String text = metadata.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ProblemException.invalid("/metadata", "holds half a surrogate pair");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_METADATA_BYTES) {
            throw ProblemException.invalid("/metadata", "must have at most 1024 bytes");
        }
        return Optional.of(text);
    }
}
