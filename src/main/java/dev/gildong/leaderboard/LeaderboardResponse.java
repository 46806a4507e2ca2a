package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A leaderboard as it is shown.
 *
 * @param definition its properties stand among the others
 * @param updatedAt when the definition last changed
 */
record LeaderboardResponse(
        String name, @JsonUnwrapped DefinitionBody definition, Instant createdAt, Instant updatedAt) {

    static LeaderboardResponse of(Board board) {
        return new LeaderboardResponse(
                board.name(), DefinitionBody.of(board.definition()), board.createdAt(), board.updatedAt());
    }
}
