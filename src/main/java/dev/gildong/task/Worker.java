package dev.gildong.task;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariDataSource;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.thread.Daemons;
import dev.gildong.token.Token;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a node run tasks, by db-scheduler: it polls, says that the node is alive, and finds the tasks of nodes that are
 * not. How an attempt ends is stored by {@link Endings}, in one statement that names the version which db-scheduler gave
 * the attempt; db-scheduler's own ends of an execution are not used.
 *
 * <p>Handlers run on platform threads even where the JVM has virtual ones: a handler that computes would keep a carrier
 * thread from everyone else.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** db-scheduler takes a worker for dead after so many heartbeats, and looks for dead ones every second heartbeat. */
    private static final int MISSED_HEARTBEATS = 4;

    private static final int NAME_BYTES = 6;
    private static final int MAX_NAME = 50;
    /** db-scheduler's own statements: heartbeats must not wait for those of requests and handlers. */
    private static final int CONNECTIONS = 3;

    private static final long LAST_MILLIS = 2000;
    /** db-scheduler's own poll, which {@link Pace} always comes before: two paces would look twice. */
    private static final Duration UNPACED = Duration.ofSeconds(10);

    private static final Duration NEVER = Duration.ofDays(365_000);
    private static final CompletionHandler<String> ENDED = (complete, operations) -> {};

    private final Endings endings;
    private final Pace pace;
    private final MeterRegistry meters;
    private final ExecutorService handlers = Executors.newCachedThreadPool(new Daemons("task-"));
    private final Map<Fence, Attempt<?, ?>> attempts = new ConcurrentHashMap<>();
    private final String name = name(ManagementFactory.getRuntimeMXBean().getName());
    private final HikariDataSource connections;
    private final Scheduler scheduler;

    /** Starts at once. All types must be registered by then. */
    public Worker(Database database, DatabaseClock clock, Tasks tasks, TaskSettings settings, MeterRegistry meters) {
        this.endings = tasks.endings();
        this.pace = tasks.pace();
        this.meters = meters;
        meters.gaugeMapSize("gildong.task.running", Tags.empty(), attempts);
        Map<String, Task<?>> types = tasks.entries().stream()
                .collect(Collectors.toMap(entry -> entry.type().name(), this::executed));
        this.connections = database.connections("gildong-worker", CONNECTIONS);
        this.scheduler = Scheduler.create(connections, types.values().stream().toList())
                .tableName("task")
                .jdbcCustomization(new DueTasks(database, types.keySet(), pace))
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(name))
                .threads(settings.threads())
                .executorService(Executors.newFixedThreadPool(settings.threads(), new Daemons("task-runner-")))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(UNPACED)
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER) // a task that this node does not know is another's, or a newer version's
                .shutdownMaxWait(settings.stopTimeout())
                .addSchedulerListener(new LostTasks())
                .build();
        scheduler.start();
        pace.start(scheduler::triggerCheckForDueExecutions, settings.pollInterval());
    }

    /** As it is shown in the database: what tells it from all others comes first, for host names can be long. */
    static String name(String host) {
        String name = Token.random(NAME_BYTES) + " " + host;
        return name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    private <A extends Record, R> Task<String> executed(Tasks.Entry<A, R> entry) {
        return com.github.kagkarlsson.scheduler.task.helper.Tasks.custom(
                        entry.type().name(), String.class)
                .onFailure((failed, operations) -> LOG.debug("an attempt whose end is not stored: taken over later"))
                .onDeadExecution((dead, operations) -> takeOver(Attempt.fence(dead.getExecution()), entry.type()))
                .execute((instance, context) -> execute(entry, context));
    }

    private <A extends Record, R> CompletionHandler<String> execute(Tasks.Entry<A, R> entry, ExecutionContext context) {
        Attempt<A, R> attempt = new Attempt<>(entry, endings, context.getExecution());
        Timer.Sample began = Timer.start(meters);
        Fence fence = Attempt.fence(context.getExecution());
        attempts.put(fence, attempt);
        try {
            Attempt.Outcome outcome = attempt.run(handlers);
            began.stop(
                    meters.timer("gildong.task.attempts", "name", entry.type().name(), "outcome", outcome.label()));
        } finally {
            attempts.remove(fence);
        }
        return ENDED;
    }

    /** Not from this node itself, which missed its beats because the database was away, and is about to make up for it. */
    private void takeOver(Fence fence, TaskType<?> type) {
        if (!attempts.containsKey(fence)) {
            endings.lost(fence, type);
        }
    }

    /** Takes no more tasks, lets those that run end, and gives back those that do not within the time-out. */
    @Override
    public void close() {
        pace.close();
        scheduler.stop();
        handlers.shutdownNow();
        try {
            if (!handlers.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("handlers that do not stop are left alone");
            }
            endings.giveBackAll(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DatabaseException e) {
            LOG.warn(
                    "tasks of this node are taken over when its heartbeats are missed: {}",
                    e.type().slug());
        } finally {
            connections.close();
        }
    }

    /** Interrupts what was cancelled, or taken over while this node was taken for dead. */
    private final class LostTasks extends AbstractSchedulerListener {

        @Override
        public void onExecutionFailedHeartbeat(CurrentlyExecuting executing) {
            Fence fence = Attempt.fence(executing.getExecution());
            Attempt<?, ?> attempt = attempts.get(fence);
            try {
                if (attempt != null && !endings.holds(fence)) {
                    attempt.interrupt();
                }
            } catch (DatabaseException e) {
                LOG.debug("cannot tell whether a task was taken over; the next heartbeat asks again", e);
            }
        }
    }
}
