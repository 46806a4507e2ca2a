package dev.gildong.task;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.persistence.UnitOfWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What db-scheduler asks of the table {@code task}: instants as microseconds, and the tasks that are due. Each is picked
 * by one node: the rows are locked as they are found, and those that another node has locked are passed over.
 *
 * <p>db-scheduler's own query would sort every task that is due by its priority, and lock all of them to take a few. This
 * one asks for each priority apart, in the order of the index, so it reads no more rows than it takes, whatever waits
 * and whatever is yet to come.
 */
final class DueTasks extends DefaultJdbcCustomization {
    private static final Logger LOG = LoggerFactory.getLogger(DueTasks.class);

    private final Database database;
    private final Set<String> names;
    private final Pace pace;

    /** @param names of the types that this node can run */
    DueTasks(Database database, Set<String> names, Pace pace) {
        super(true);
        this.database = database;
        this.names = names;
        this.pace = pace;
    }

    @Override
    public boolean supportsSingleStatementLockAndFetch() {
        return true;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
        try {
            List<Execution> picked = database.transact(unit -> pick(unit, limit, context.schedulerName.getName()));
            if (!picked.isEmpty()) {
                pace.quicken();
            }
            return picked;
        } catch (DatabaseException e) {
            LOG.warn("no tasks can be taken now: {}", e.type().slug());
            return List.of();
        }
    }

    private List<Execution> pick(UnitOfWork unit, int limit, String worker) {
        List<Long> numbers = new ArrayList<>();
        List<Execution> picked = new ArrayList<>();
        for (int priority : duePriorities(unit)) {
            lock(unit, priority, limit - picked.size(), worker, numbers, picked);
            if (picked.size() == limit) {
                break;
            }
        }
        if (!picked.isEmpty()) {
            unit.update(
                    """
                    UPDATE task SET picked = TRUE, picked_by = ?, last_heartbeat = %s, version = version + 1,
                      attempts = attempts + 1, state = 'running' WHERE task_no IN (%s)
                    """.formatted(
                                    unit.dialect().nowMicros(),
                                    numbers.stream().map(number -> "?").collect(Collectors.joining(", "))),
                    Stream.concat(Stream.of(worker), numbers.stream()).toArray());
        }
        return picked;
    }

    /** The priorities of which a task is due, the highest first; one look at the index for each. */
    private List<Integer> duePriorities(UnitOfWork unit) {
        String question = Stream.of(Priority.values())
                .map(priority -> """
                        (SELECT %d AS p FROM task
                        WHERE picked = FALSE AND priority = %1$d AND execution_time <= %2$s AND task_name IN (%3$s) LIMIT 1)
                        """.formatted(priority.level(), unit.dialect().nowMicros(), placeholders()))
                .collect(Collectors.joining(" UNION ALL "));
        Object[] values =
                Stream.of(Priority.values()).flatMap(priority -> names.stream()).toArray();
        return unit.list(row -> row.getInt(1), question + " ORDER BY p DESC", values);
    }

    private String placeholders() {
        return names.stream().map(name -> "?").collect(Collectors.joining(", "));
    }

    private void lock(
            UnitOfWork unit, int priority, int limit, String worker, List<Long> numbers, List<Execution> picked) {
        Object[] values = Stream.of(Stream.of(priority), names.stream(), Stream.of(limit))
                .flatMap(each -> each)
                .toArray();
        unit.list(
                row -> {
                    numbers.add(row.getLong("task_no"));
                    return picked.add(execution(row, worker));
                },
                """
                SELECT task_no, task_instance, task_name, task_data, run_at, consecutive_failures, version
                FROM task
                WHERE picked = FALSE AND priority = ? AND execution_time <= %s AND task_name IN (%s)
                ORDER BY execution_time LIMIT ? FOR UPDATE SKIP LOCKED
                """.formatted(unit.dialect().nowMicros(), placeholders()),
                values);
    }

    private static Execution execution(ResultSet row, String worker) throws SQLException {
        // Not execution_time, which a retry moves: handlers are told what they were enqueued for.
        Instant due = UnitOfWork.instant(row.getLong("run_at"));
        return new Execution(
                due,
                new TaskInstance<>(
                        row.getString("task_name"), row.getString("task_instance"), row.getString("task_data")),
                true,
                worker,
                null,
                null,
                row.getInt("consecutive_failures"),
                due,
                row.getLong("version") + 1);
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, UnitOfWork.micros(value));
        }
    }

    @Override
    public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : UnitOfWork.instant(micros);
    }
}
