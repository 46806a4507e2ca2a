package dev.gildong.task;

import dev.gildong.persistence.InList;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tasks in the database, but for how they are picked. Every change of a task that may be running names the version it
 * is for: of two that race, one changes no row.
 */
final class TaskRepository {
    private static final int ID_BYTES = 16;
    private static final int PURGE_BATCH = 1000;
    private static final int MOST_COUNTED = 100_000;
    private static final String COLUMNS = """
            task_no, task_instance, task_name, state, version, attempts, priority, owner_no, unique_key, created_at,
            run_at, finished_at, progress_done, progress_total, task_data, result, problem""";
    /** What every end of an attempt and every cancellation does. */
    private static final String RELEASE = "picked_by = NULL, last_heartbeat = NULL, version = version + 1";

    private static final String FINISH = "picked = NULL, execution_time = NULL, active_key = NULL, " + RELEASE;

    /**
     * Stores a task, or finds the unfinished one that has its key. The unique key on (name, key) decides between two
     * that come at once; the second one waits until the first unit has ended.
     *
     * @param now by the database's clock
     * @return the one or the other
     */
    Task enqueue(UnitOfWork unit, NewTask task, Instant now) {
        Task queued = Task.queued(Token.random(ID_BYTES), task, now);
        String sql = """
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, created_at, picked,
                  consecutive_failures, version, priority, state, attempts, owner_no, unique_key, active_key)
                VALUES (?, ?, ?, ?, ?, ?, FALSE, 0, 1, ?, 'queued', 0, ?, ?, ?)
                """;
        Optional<String> activeKey = task.uniqueKey()
                .map(key -> task.owner().map(owner -> "p" + owner).orElse("s") + ":" + key);
        Object[] values = {
            task.name(),
            queued.id(),
            task.args(),
            UnitOfWork.micros(queued.runAt()),
            UnitOfWork.micros(queued.runAt()),
            UnitOfWork.micros(now),
            task.priority().level(),
            task.owner(),
            task.uniqueKey(),
            activeKey
        };
        if (activeKey.isEmpty()) {
            unit.update(sql, values);
            return queued;
        }
        unit.update(sql + " ON DUPLICATE KEY UPDATE task_no = task_no", values);
        return unit.find(
                        TaskRepository::task,
                        "SELECT " + COLUMNS + " FROM task WHERE task_name = ? AND active_key = ?",
                        task.name(),
                        activeKey)
                .orElseThrow();
    }

    Optional<Task> find(UnitOfWork unit, String id) {
        return unit.find(TaskRepository::task, "SELECT " + COLUMNS + " FROM task WHERE task_instance = ?", id);
    }

    /** What is due and not taken, by name: of each priority no more than the 100,000 oldest, read in the index alone. */
    Map<String, QueueMeters.Due> due(UnitOfWork unit) {
        String now = unit.dialect().nowMicros();
        String oldest = Stream.of(Priority.values())
                .map(priority -> """
                        SELECT * FROM (SELECT task_name, execution_time FROM task WHERE picked = FALSE AND priority = %d
                        AND execution_time <= %s ORDER BY execution_time LIMIT %d) p%1$d
                        """.formatted(priority.level(), now, MOST_COUNTED))
                .collect(Collectors.joining(" UNION ALL "));
        Map<String, QueueMeters.Due> due = new HashMap<>();
        unit.list(
                row -> due.put(row.getString(1), new QueueMeters.Due(row.getLong(2), Math.max(0, row.getLong(3)))),
                """
                SELECT task_name, COUNT(*), %s - MIN(execution_time) FROM (%s) oldest GROUP BY task_name
                """.formatted(now, oldest));
        return due;
    }

    /** The newest first, those before a number; all states and names where these are empty. */
    List<Task> page(UnitOfWork unit, Optional<TaskState> state, Optional<String> name, long before, int limit) {
        String filter = (state.isPresent() ? " AND state = ?" : "") + (name.isPresent() ? " AND task_name = ?" : "");
        Object[] values = Stream.of(Optional.of(before), state.map(TaskState::wireName), name, Optional.of(limit))
                .flatMap(Optional::stream)
                .toArray();
        return unit.list(
                TaskRepository::task,
                "SELECT " + COLUMNS + " FROM task WHERE task_no < ?" + filter + " ORDER BY task_no DESC LIMIT ?",
                values);
    }

    /** Those of a player, the oldest first, those behind a number. */
    List<Task> owned(UnitOfWork unit, long owner, long after, int limit) {
        return unit.list(
                TaskRepository::task,
                "SELECT " + COLUMNS + " FROM task WHERE owner_no = ? AND task_no > ? ORDER BY task_no LIMIT ?",
                owner,
                after,
                limit);
    }

    /** Removes tasks of a player, whatever their state. */
    int removeOwned(UnitOfWork unit, long owner, int limit) {
        return unit.update("DELETE FROM task WHERE owner_no = ? LIMIT " + limit, owner);
    }

    /** Of these tasks, those that are finished. */
    List<Task> finished(UnitOfWork unit, List<String> ids) {
        InList asked = InList.of(ids);
        return unit.list(
                TaskRepository::task,
                "SELECT " + COLUMNS + " FROM task WHERE finished_at IS NOT NULL AND task_instance IN " + asked.marks(),
                asked.after());
    }

    /** Whether the attempt still has its task. Locks the task, so that it stays so until the unit ends. */
    boolean holds(UnitOfWork unit, Fence fence) {
        return unit.find(
                        row -> row.getInt(1),
                        "SELECT 1 FROM task WHERE task_instance = ? AND version = ? AND picked = TRUE FOR UPDATE",
                        fence.taskId(),
                        fence.version())
                .isPresent();
    }

    /** Ends the task with its result; false if the attempt has lost it. */
    boolean succeed(UnitOfWork unit, Fence fence, Optional<String> result) {
        return 1
                == unit.update(
                        """
                        UPDATE task SET state = 'succeeded', result = ?, problem = NULL, finished_at = %s, %s
                        WHERE task_instance = ? AND version = ? AND picked = TRUE
                        """.formatted(unit.dialect().nowMicros(), FINISH), result, fence.taskId(), fence.version());
    }

    /** Ends the task and forgets it; false if the attempt has lost it. */
    boolean remove(UnitOfWork unit, Fence fence) {
        return 1
                == unit.update(
                        "DELETE FROM task WHERE task_instance = ? AND version = ? AND picked = TRUE",
                        fence.taskId(),
                        fence.version());
    }

    /** Ends the task as a dead letter; false if the attempt has lost it. */
    boolean fail(UnitOfWork unit, Fence fence, String problem) {
        return 1
                == unit.update(
                        """
                        UPDATE task SET state = 'failed', problem = ?, finished_at = %s,
                          consecutive_failures = consecutive_failures + 1, %s
                        WHERE task_instance = ? AND version = ? AND picked = TRUE
                        """.formatted(unit.dialect().nowMicros(), FINISH), problem, fence.taskId(), fence.version());
    }

    /** Puts the task back for its next attempt; false if the attempt has lost it. */
    boolean tryAgain(UnitOfWork unit, Fence fence, Duration delay, String problem) {
        return 1
                == unit.update(
                        """
                        UPDATE task SET state = 'queued', picked = FALSE, problem = ?, execution_time = %s + ?,
                          consecutive_failures = consecutive_failures + 1, progress_done = NULL, progress_total = NULL, %s
                        WHERE task_instance = ? AND version = ? AND picked = TRUE
                        """.formatted(unit.dialect().nowMicros(), RELEASE),
                        problem,
                        delay.toNanos() / 1000,
                        fence.taskId(),
                        fence.version());
    }

    /** Puts the task back as if this attempt had never been; nothing happens if the attempt has lost it. */
    void giveBack(UnitOfWork unit, Fence fence) {
        unit.update("""
                UPDATE task SET state = 'queued', picked = FALSE, attempts = attempts - 1, progress_done = NULL,
                  progress_total = NULL, %s
                WHERE task_instance = ? AND version = ? AND picked = TRUE
                """.formatted(RELEASE), fence.taskId(), fence.version());
    }

    /** Puts back everything that a worker has. */
    int giveBackAll(UnitOfWork unit, String worker) {
        return unit.update("""
                UPDATE task SET state = 'queued', picked = FALSE, attempts = attempts - 1, progress_done = NULL,
                  progress_total = NULL, %s
                WHERE picked = TRUE AND picked_by = ?
                """.formatted(RELEASE), worker);
    }

    /** Notes progress; false if the attempt has lost the task. */
    boolean progress(UnitOfWork unit, Fence fence, Task.Progress progress) {
        return 1 == unit.update("""
                        UPDATE task SET progress_done = ?, progress_total = ?
                        WHERE task_instance = ? AND version = ? AND picked = TRUE
                        """, progress.done(), progress.total(), fence.taskId(), fence.version());
    }

    /** Calls a task off; false if it is finished already. */
    boolean cancel(UnitOfWork unit, String id) {
        return 1 == unit.update("""
                        UPDATE task SET state = 'cancelled', finished_at = %s, %s
                        WHERE task_instance = ? AND picked IS NOT NULL
                        """.formatted(unit.dialect().nowMicros(), FINISH), id);
    }

    /**
     * Puts a dead letter back, with all its attempts.
     *
     * @return false if it is none
     * @throws dev.gildong.persistence.ConstraintException if another task has its key by now
     */
    boolean revive(UnitOfWork unit, String id) {
        return 1 == unit.update("""
                        UPDATE task SET state = 'queued', picked = FALSE, execution_time = %s,
                          active_key = CASE WHEN unique_key IS NULL THEN NULL
                            WHEN owner_no IS NULL THEN CONCAT('s:', unique_key)
                            ELSE CONCAT('p', owner_no, ':', unique_key) END,
                          consecutive_failures = 0, finished_at = NULL, progress_done = NULL, progress_total = NULL,
                          version = version + 1
                        WHERE task_instance = ? AND state = 'failed'
                        """.formatted(unit.dialect().nowMicros()), id);
    }

    /** Removes some of what is past its time; true if there may be more. Small, so that its locks are short. */
    boolean purge(UnitOfWork unit, TaskState state, Duration keep) {
        int removed = unit.update(
                "DELETE FROM task WHERE state = ? AND finished_at <= %s - ? LIMIT %d"
                        .formatted(unit.dialect().nowMicros(), PURGE_BATCH),
                state.wireName(),
                keep.toNanos() / 1000);
        return removed == PURGE_BATCH;
    }

    private static Task task(ResultSet row) throws SQLException {
        Optional<Long> done = number(row, "progress_done");
        return new Task(
                row.getLong("task_no"),
                row.getString("task_instance"),
                row.getString("task_name"),
                TaskState.of(row.getString("state")),
                row.getLong("version"),
                row.getInt("attempts"),
                Priority.ofLevel(row.getInt("priority")),
                number(row, "owner_no"),
                Optional.ofNullable(row.getString("unique_key")),
                UnitOfWork.instant(row.getLong("created_at")),
                UnitOfWork.instant(row.getLong("run_at")),
                number(row, "finished_at").map(UnitOfWork::instant),
                done.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Task.Progress(done.get(), row.getLong("progress_total"))),
                row.getString("task_data"),
                Optional.ofNullable(row.getString("result")),
                Optional.ofNullable(row.getString("problem")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
