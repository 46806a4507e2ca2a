package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gildong.persistence.UnitOfWork;
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
        long score,
        Instant reachedAt,
        @JsonRawValue @Nullable String metadata) {

    static RankedScore of(Board board, long rank, Standing standing) {
        return new RankedScore(
                rank,
                standing.playerId(),
                standing.displayName(),
                board.rules().order().sortKey(standing.position().sortKey()),
                UnitOfWork.instant(standing.position().reachedAt()),
                standing.metadata().orElse(null));
    }
}
