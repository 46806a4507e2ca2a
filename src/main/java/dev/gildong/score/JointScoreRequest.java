package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A score that is sent along with other changes.
 *
 * @param leaderboard name of the board
 * @param score with as many digits behind the point as the board has
 * @param metadata a JSON object of at most 1,024 bytes, kept with the score
 * @param season in which it was made, if that may have ended since; the running one if it is left out
 */
public record JointScoreRequest(
        @JsonProperty(required = true) String leaderboard,
        @JsonProperty(required = true) BigDecimal score,
        @Nullable ObjectNode metadata,
        @Nullable Integer season) {}
