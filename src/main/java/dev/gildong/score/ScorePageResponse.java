package dev.gildong.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a leaderboard with the caller's own place, all of one moment.
 *
 * @param total entries of the season
 */
record ScorePageResponse(
        List<RankedScore> items,
        long total,
        @Nullable Long yourRank,
        @Nullable Number yourScore,
        int season,
        @Nullable String nextPageToken) {}
