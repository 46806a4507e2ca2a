package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gildong.leaderboard.Board;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerProfile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a page.
 *
 * @param metadata the JSON object as it was stored
 */
record RankedScore(
        long rank,
        String playerId,
        String displayName,
        Number score,
        Instant reachedAt,
        @JsonRawValue @Nullable String metadata) {

    static RankedScore of(Board board, Standing standing, PlayerProfile player) {
        return new RankedScore(
                standing.rank(),
                player.id(),
                player.displayName(),
                score(board, standing.sortKey()),
                UnitOfWork.instant(standing.reachedAt()),
                standing.metadata().orElse(null));
    }

    /** The score behind a sort key, as the board writes it. */
    static Number score(Board board, long sortKey) {
        return board.decimals().number(board.definition().order().sortKey(sortKey));
    }
}
