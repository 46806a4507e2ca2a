package dev.gildong.task;

import dev.gildong.TestDatabase;
import dev.gildong.event.Events;
import dev.gildong.http.PageTokens;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A node that runs tasks, on a real database, without its HTTP side. */
@NullMarked
final class TaskNode implements AutoCloseable {
    /** Retries without the wait. */
    static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2));

    /** A short beat: a dead worker's tasks are taken over within three seconds. */
    static final Duration HEARTBEAT = Duration.ofMillis(500);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Database database;
    final Events events = new Events();
    private final DatabaseClock clock;
    final Tasks tasks;
    final List<Record> failures = new CopyOnWriteArrayList<>();
    private final TaskSettings settings;
    private @Nullable Worker worker;

    /** @param threads tasks that it runs at once */
    TaskNode(String url, int threads) {
        this(url, threads, Duration.ofSeconds(1));
    }

    TaskNode(String url, int threads, Duration stopTimeout) {
        database = TestDatabase.open(url, 12, meters);
        clock = new DatabaseClock(database);
        events.subscribe((unit, type, data) -> failures.add(data));
        settings = new TaskSettings(
                threads,
                Duration.ofMillis(20),
                HEARTBEAT,
                2048,
                Duration.ofDays(7),
                Duration.ofDays(30),
                stopTimeout,
                64);
        tasks = new Tasks(database, clock, events, new PageTokens("c2VjcmV0LXNlY3JldC1zZWNyZXQ"), settings);
    }

    /** Begins to run tasks. All types must be registered by then. */
    TaskNode start() {
        worker = new Worker(database, clock, tasks, settings, meters);
        return this;
    }

    String enqueue(NewTask task) {
        return tasks.enqueue(task).id();
    }

    Task get(String id) {
        return tasks.find(id).orElseThrow();
    }

    /** The task as soon as it is in this state. */
    Task await(String id, TaskState state) {
        Awaitility.await(id)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> tasks.find(id).map(Task::state), Optional.of(state)::equals);
        return get(id);
    }

    int sql(String statement) {
        return database.transact(unit -> unit.update(statement));
    }

    long number(String query) {
        return database.transact(unit -> unit.find(row -> row.getLong(1), query).orElseThrow());
    }

    /** Stops running tasks, as a node does that is told to. */
    void stopWorker() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    @Override
    public void close() {
        stopWorker();
        tasks.close();
        clock.close();
        database.close();
    }
}
