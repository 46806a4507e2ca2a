package dev.gildong.task;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Arrays;
import java.util.Locale;

/** Where a task stands. */
enum TaskState {
    /** Waits for its time, for a free worker, or for its next attempt. */
    QUEUED,
    /** A worker is at it. */
    RUNNING,
    /** Done; has its result. */
    SUCCEEDED,
    /** Failed for good: a dead letter, which can be put back. */
    FAILED,
    /** Called off. */
    CANCELLED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** @throws ProblemException 400 if a client named no state */
    static TaskState parse(String text) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID, "state must be queued, running, succeeded, failed or cancelled."));
    }

    boolean finished() {
        return this != QUEUED && this != RUNNING;
    }
}
