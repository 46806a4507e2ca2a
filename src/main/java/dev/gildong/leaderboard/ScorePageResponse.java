package dev.gildong.leaderboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a leaderboard with the caller's own place, all from one snapshot. */
record ScorePageResponse(
        List<RankedScore> items,
        long total,
        @Nullable Long yourRank,
        @Nullable Long yourScore,
        int season,
        @Nullable String nextPageToken) {}
