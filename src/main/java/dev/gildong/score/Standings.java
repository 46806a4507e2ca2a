package dev.gildong.score;

import java.util.Collection;
import java.util.Optional;

/** The order of one season: in memory while scores can change, in the database once its ranks are final. */
interface Standings {

    /** A page of at most {@code limit}. */
    Window page(Start start, int limit, Optional<Long> caller);

    /**
     * At most {@code limit} entries with the player in the middle, or nearer to an end of the board.
     *
     * @throws dev.gildong.http.ProblemException 404 if the player has no entry
     */
    Window around(long player, int limit, Optional<Long> caller);

    /** The entries of these players, of those who have one, best first; with the total of the season. */
    Window of(Collection<Long> players);

    /** The rank that a score of this sort key would take if it came now. */
    Rank rankOf(long sortKey);

    /**
     * A rank among so many.
     *
     * @param total entries of the season
     */
    record Rank(long rank, long total) {}
}
