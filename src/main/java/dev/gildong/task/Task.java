package dev.gildong.task;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as it is stored.
 *
 * @param number in the order of enqueueing; 0 for one that was just enqueued
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

    /** A task as it is when it has just been enqueued. */
    static Task queued(String id, NewTask task, Instant now) {
        return new Task(
                0,
                id,
                task.name(),
                TaskState.QUEUED,
                1,
                0,
                task.priority(),
                task.owner(),
                task.uniqueKey(),
                now,
                task.runAt().orElse(now),
                Optional.empty(),
                Optional.empty(),
                task.args(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * How far it is, in whatever it counts.
     *
     * @param total 0 where it is not known
     */
    record Progress(long done, long total) {}
}
