package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/leaderboards/{board}/scores}.
 *
 * @param score with as many digits behind the point as the board has
 * @param metadata a JSON object of at most 1,024 bytes, kept with the score
 * @param playerId whose score it is; for API keys alone, which have none of their own
 * @param season in which it was made, if that may have ended since; the running one if it is left out
 */
record SubmitScoreRequest(
        @JsonProperty(required = true) BigDecimal score,
        @Nullable ObjectNode metadata,
        @Nullable String playerId,
        @Nullable Integer season) {
    private static final int MAX_METADATA_BYTES = 1024;

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
