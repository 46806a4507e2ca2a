package dev.gildong.leaderboard;

import org.jspecify.annotations.Nullable;

/**
 * What a submit did.
 *
 * @param score what stands now
 * @param previousScore what stood before; null at the first submit
 * @param previousRank the rank that went with it
 * @param improved whether the player stands better than before
 */
record SubmitScoreResponse(
        long score,
        long rank,
        @Nullable Long previousScore,
        @Nullable Long previousRank,
        boolean improved,
        int season) {}
