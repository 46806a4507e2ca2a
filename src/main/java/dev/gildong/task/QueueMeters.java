package dev.gildong.task;

import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how many tasks of each type are due and not taken yet, and for how long the oldest of them has been. Every node
 * shows the same: the queue is one. The database is asked when somebody looks, and once in ten seconds at most. Safe for
 * any number of threads.
 */
final class QueueMeters {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final Database database;
    private final LongSupplier nanos;
    private final TaskRepository tasks = new TaskRepository();
    private @Nullable Map<String, Due> due;
    private long asked;

    /** @param nanos a monotonic clock */
    QueueMeters(Database database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        this.asked = nanos.getAsLong() - GOOD_FOR.toNanos();
    }

    /** What waits of one type: the age is of the moment when it was due. */
    record Due(long count, long oldestMicros) {
        static final Due NOTHING = new Due(0, 0);
    }

    void bind(MeterRegistry meters, Collection<String> names) {
        for (String name : names) {
            Gauge.builder("gildong.task.due", this, each -> each.show(name, Due::count))
                    .description("Tasks that are due and that no node has taken; no more than 100000 are counted")
                    .tag("name", name)
                    .strongReference(true) // nobody else holds this
                    .register(meters);
            Gauge.builder("gildong.task.due.age", this, each -> each.show(name, it -> it.oldestMicros() / 1e6))
                    .description("For how long the oldest of them has been due")
                    .baseUnit("seconds")
                    .tag("name", name)
                    .strongReference(true) // nobody else holds this
                    .register(meters);
        }
    }

    /** NaN while the database does not tell. */
    private double show(String name, ToDoubleFunction<Due> value) {
        Map<String, Due> now = due();
        return now == null ? Double.NaN : value.applyAsDouble(now.getOrDefault(name, Due.NOTHING));
    }

    /** One asks and others who come meanwhile wait for the answer, also when it is that there is none. */
    private synchronized @Nullable Map<String, Due> due() {
        if (nanos.getAsLong() - asked >= GOOD_FOR.toNanos()) {
            try {
                due = database.transact(tasks::due);
            } catch (DatabaseException e) {
                LOG.debug("the queue of tasks cannot be looked at", e);
                due = null;
            }
            asked = nanos.getAsLong();
        }
        return due;
    }
}
