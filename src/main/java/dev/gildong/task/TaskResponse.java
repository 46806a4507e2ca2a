package dev.gildong.task;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is shown.
 *
 * @param ready whether it is finished, one way or another
 * @param attempts that have begun
 * @param args as they were understood
 * @param progress absent if its handler says nothing of it
 * @param result absent if it has none
 * @param problem why the last attempt failed; absent if none did, or if one succeeded after it
 */
record TaskResponse(
        String id,
        String name,
        TaskState state,
        boolean ready,
        int attempts,
        Priority priority,
        @Nullable String uniqueKey,
        Instant createdAt,
        Instant runAt,
        @Nullable Instant finishedAt,
        Task.@Nullable Progress progress,
        @JsonRawValue String args,
        @JsonRawValue @Nullable String result,
        @JsonRawValue @Nullable String problem) {

    static TaskResponse of(Task task) {
        return new TaskResponse(
                task.id(),
                task.name(),
                task.state(),
                task.state().finished(),
                task.attempts(),
                task.priority(),
                task.uniqueKey().orElse(null),
                task.createdAt(),
                task.runAt(),
                task.finishedAt().orElse(null),
                task.progress().orElse(null),
                task.args(),
                task.result().orElse(null),
                task.problem().orElse(null));
    }
}
