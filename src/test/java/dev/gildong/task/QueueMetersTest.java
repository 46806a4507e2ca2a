package dev.gildong.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.persistence.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class QueueMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Database database;
    private long now;

    QueueMetersTest(TestDatabase kind) {
        database = TestDatabase.open(kind.freshUrl(), 2);
        new QueueMeters(database, () -> now).bind(meters, List.of("one", "two"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void task(String id, String name, Priority priority, Duration dueFor) {
        database.transact(
                unit -> unit.update("""
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, created_at, picked,
                  consecutive_failures, version, priority, state, attempts)
                VALUES (?, ?, '{}', ?, 0, 0, FALSE, 0, 1, ?, 'queued', 0)
                """, name, id, unit.nowMicros() - dueFor.toMillis() * 1000, priority.level()));
    }

    private double value(String meter, String name) {
        return meters.get(meter).tag("name", name).gauge().value();
    }

    @Test
    void whatIsDueShouldBeCountedByNameAndTheOldestOfItShown() {
        task("a", "one", Priority.NORMAL, Duration.ofMinutes(1));
        task("b", "one", Priority.LOW, Duration.ofHours(1));
        task("c", "one", Priority.HIGH, Duration.ofHours(-1));
        task("d", "other", Priority.HIGH, Duration.ofHours(9));
        task("e", "one", Priority.HIGH, Duration.ofHours(2));
        database.transact(unit -> unit.update("UPDATE task SET picked = TRUE WHERE task_instance = 'e'"));

        assertThat(value("gildong.task.due", "one")).isEqualTo(2);
        assertThat(value("gildong.task.due.age", "one")).isBetween(3600.0, 3660.0);
        assertThat(value("gildong.task.due", "two")).isZero();
        assertThat(value("gildong.task.due.age", "two")).isZero();
    }

    @Test
    void databaseShouldBeAskedOnceInTenSecondsAtMost() {
        assertThat(value("gildong.task.due", "one")).isZero();
        task("a", "one", Priority.NORMAL, Duration.ofMinutes(1));

        now += Duration.ofMillis(9_999).toNanos();
        assertThat(value("gildong.task.due", "one")).isZero();
        now += Duration.ofMillis(1).toNanos();
        assertThat(value("gildong.task.due", "one")).isEqualTo(1);
    }

    @Test
    void queueThatCannotBeSeenShouldNotLookEmpty() {
        database.transact(unit -> unit.update("ALTER TABLE task RENAME TO gone"));

        assertThat(value("gildong.task.due", "one")).isNaN();
    }
}
