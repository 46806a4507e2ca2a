package dev.gildong.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/tasks/{name}}.
 *
 * @param args as the type of the task wants them
 * @param runAt not before this instant; absent for at once
 * @param uniqueKey while an unfinished task of this name has the same key, that one is answered and no other is made
 */
record EnqueueTaskRequest(
        @JsonProperty(required = true) ObjectNode args,
        @Nullable String runAt,
        @Nullable Priority priority,
        @Nullable String uniqueKey) {
    /** How far back a time may lie, for clients whose clocks are slow. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofDays(5 * 366);

    EnqueueTaskRequest {
        if (uniqueKey != null && !uniqueKey.matches("[\\x20-\\x7e]{1," + NewTask.MAX_KEY + "}")) {
            throw ProblemException.invalid("/uniqueKey", "must be 1 to 200 printable ASCII characters");
        }
    }

    /** The task with what this body says of it. A time that has passed is now: nobody jumps the queue by it. */
    NewTask applyTo(NewTask task, Optional<Long> owner, Instant now) {
        if (priority == Priority.HIGH && owner.isPresent()) {
            throw ProblemException.invalid("/priority", "high is for API keys");
        }
        return new NewTask(
                task.name(),
                task.args(),
                Optional.ofNullable(runAt).map(text -> instant(text, now)).filter(now::isBefore),
                priority == null ? Priority.NORMAL : priority,
                Optional.ofNullable(uniqueKey),
                owner);
    }

    private static Instant instant(String text, Instant now) {
        Instant instant;
        try {
            instant = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("/runAt", "must be an RFC 3339 date and time, such as 2030-01-31T12:00:00Z");
        }
        if (instant.isBefore(now.minus(LATE)) || instant.isAfter(now.plus(LONGEST))) {
            throw ProblemException.invalid("/runAt", "must not be more than an hour ago, nor in more than 5 years");
        }
        return instant;
    }
}
