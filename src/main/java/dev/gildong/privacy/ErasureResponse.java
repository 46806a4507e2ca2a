package dev.gildong.privacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of an erasure. It does not say of whom.
 *
 * @param finished whether nothing is left, looked at again after every request that was under way has ended
 */
record ErasureResponse(
        String id,
        boolean finished,
        Instant requestedAt,
        @Nullable Instant finishedAt) {}
