package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What a score did that was sent along with other changes.
 *
 * @param leaderboard name of the board
 * @param result the fields of the answer to a submit
 */
public record JointScoreResponse(
        String leaderboard, @JsonUnwrapped SubmitScoreResponse result) {}
