package dev.gildong.leaderboard;

import java.util.List;
import java.util.Optional;

/** A page of a leaderboard with the caller's own place, all from one snapshot. */
record ScorePageResponse(
        List<RankedScore> items,
        long total,
        Optional<Long> yourRank,
        Optional<Long> yourScore,
        int season,
        Optional<String> nextPageToken) {}
