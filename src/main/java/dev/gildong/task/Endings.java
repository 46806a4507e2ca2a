package dev.gildong.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gildong.event.EventType;
import dev.gildong.event.Events;
import dev.gildong.http.Json;
import dev.gildong.http.Problem;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.persistence.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what attempts do and how they end. Whatever it stores, it stores for an attempt that still has its task. */
final class Endings {
    /** A task has failed for good. */
    static final EventType FAILED = new EventType("task.failed");

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Database database;
    private final Events events;
    private final Waits waits;
    private final int maxResultBytes;
    private final TaskRepository tasks = new TaskRepository();

    Endings(Database database, Events events, Waits waits, TaskSettings settings) {
        this.database = database;
        this.events = events;
        this.waits = waits;
        this.maxResultBytes = settings.maxResultBytes();
    }

    void progress(Fence fence, Task.Progress progress) {
        require(database.transact(unit -> tasks.progress(unit, fence, progress)));
    }

    <T> T transact(Fence fence, Function<UnitOfWork, T> work) {
        return database.transact(unit -> {
            T result = work.apply(unit);
            unit.flush();
            require(tasks.holds(unit, fence));
            return result;
        });
    }

    <R> @Nullable R succeed(Fence fence, TaskType<?> type, Function<UnitOfWork, @Nullable R> work) {
        R result = database.transact(unit -> {
            R made = work.apply(unit);
            Optional<String> json = json(made);
            unit.flush();
            require(type.keepsResult() ? tasks.succeed(unit, fence, json) : tasks.remove(unit, fence));
            return made;
        });
        waits.finished(fence.taskId());
        return result;
    }

    /**
     * Ends an attempt that failed: the task waits for its next one, or is dead when there is none.
     *
     * @param again whether another attempt could help at all
     */
    void fail(Fence fence, TaskType<?> type, ProblemException why, boolean again) {
        int failures = fence.failures() + 1;
        fail(fence, type, why, again, type.retries().delay(failures, ThreadLocalRandom.current()));
    }

    /** The worker died, or is taken for dead; the next attempt is due at once. */
    void lost(Fence fence, TaskType<?> type) {
        fail(fence, type, new ProblemException(TaskProblems.WORKER_LOST, null), true, Duration.ZERO);
    }

    private void fail(Fence fence, TaskType<?> type, ProblemException why, boolean again, Duration delay) {
        Problem problem = why.problem(fence.taskId());
        String json = new String(problem.toJson(), StandardCharsets.UTF_8);
        int failures = fence.failures() + 1;
        if (again && type.retries().allowsAfter(failures)) {
            database.transact(unit -> tasks.tryAgain(unit, fence, delay, json));
            return;
        }
        TaskFailed told = new TaskFailed(fence.taskId(), type.name(), failures, problem.title());
        try {
            database.transact(unit -> {
                boolean failed = tasks.fail(unit, fence, json);
                if (failed) {
                    events.publish(unit, FAILED, told);
                }
                return failed;
            });
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) { // or the task would be run and taken over for ever
            LOG.error("a subscriber did not take {}, which goes on without it", told, e);
            database.transact(unit -> tasks.fail(unit, fence, json));
        }
        waits.finished(fence.taskId());
    }

    /** Whether the attempt still has its task. */
    boolean holds(Fence fence) {
        return database.transact(unit -> tasks.holds(unit, fence));
    }

    /** The attempt never was: its node stops. Another one takes the task at once. */
    void giveBack(Fence fence) {
        database.transact(unit -> {
            tasks.giveBack(unit, fence);
            return fence;
        });
    }

    /** Whatever a worker still has: it has ended. */
    void giveBackAll(String worker) {
        database.transact(unit -> tasks.giveBackAll(unit, worker));
    }

    private Optional<String> json(@Nullable Object result) {
        if (result == null) {
            return Optional.empty();
        }
        byte[] json;
        try {
            json = Json.MAPPER.writeValueAsBytes(result);
        } catch (JsonProcessingException | RuntimeException | StackOverflowError e) {
            throw new ProblemException(TaskProblems.RESULT, "The result of the task cannot be written as JSON.");
        }
        if (json.length > maxResultBytes) {
            throw new ProblemException(
                    TaskProblems.RESULT, "The result of the task is longer than " + maxResultBytes + " bytes.");
        }
        return Optional.of(new String(json, StandardCharsets.UTF_8));
    }

    private static void require(boolean held) {
        if (!held) {
            throw new TaskLostException();
        }
    }

    /** What subscribers are told. */
    record TaskFailed(String id, String name, int attempts, String reason) {}
}
