package dev.gildong.leaderboard;

import java.util.Optional;

/**
 * What a submit did.
 *
 * @param score what stands now
 * @param improved whether the player stands better than before
 */
record SubmitScoreResponse(
        long score,
        long rank,
        Optional<Long> previousScore,
        Optional<Long> previousRank,
        boolean improved,
        int season) {}
