package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
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
    Optional<String> metadataText() {
        return Metadata.text(metadata, "/metadata");
    }
}
