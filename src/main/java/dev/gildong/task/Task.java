package dev.gildong.task;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as it is stored.
 *
 * @param number in the order of enqueueing
 * @param id random and public
 * @param version grows with every change but progress
 * @param args as JSON
 * @param result as JSON
 * @param problem of the last attempt that failed, as JSON
 */
record Task(
        long number,
        String id,
        String name,
        TaskState state,
        long version,
        int attempts,
        Priority priority,
        Optional<Long> owner,
        Optional<String> uniqueKey,
        Instant createdAt,
        Instant runAt,
        Optional<Instant> finishedAt,
        Optional<Progress> progress,
        String args,
        Optional<String> result,
        Optional<String> problem) {

    /**
     * How far it is, in whatever it counts.
     *
     * @param total 0 where it is not known
     */
    record Progress(long done, long total) {}
}
