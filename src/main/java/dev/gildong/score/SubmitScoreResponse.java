package dev.gildong.score;

import org.jspecify.annotations.Nullable;

/**
 * What a submit did.
 *
 * @param score what stands now
 * @param previousScore what stood before; null at the first submit
 * @param previousRank the rank that would go with it now
 * @param improved whether the player stands better than before
 * @param season that took it
 */
public record SubmitScoreResponse(
        Number score,
        long rank,
        @Nullable Number previousScore,
        @Nullable Long previousRank,
        boolean improved,
        int season) {}
