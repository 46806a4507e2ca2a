package dev.gildong.score;

import dev.gildong.leaderboard.Board;
import java.util.Optional;

/**
 * What a reader asks about.
 *
 * @param season its number; empty for the running one
 * @param caller the player who asks; empty for an API key and for anyone
 */
record View(Board board, Optional<Integer> season, Optional<Long> caller) {

    View of(int otherSeason) {
        return new View(board, Optional.of(otherSeason), caller);
    }
}
