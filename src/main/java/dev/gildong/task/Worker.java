package dev.gildong.task;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.DatabaseException;
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
    private static final Duration NEVER = Duration.ofDays(365_000);
    private static final CompletionHandler<String> ENDED = (complete, operations) -> {};

    private final Endings endings;
    private final Pace pace;
    private final MeterRegistry meters;
    private final ExecutorService handlers = Executors.newCachedThreadPool(new Daemons("task-"));
    private final Map<String, Attempt<?, ?>> attempts = new ConcurrentHashMap<>();
    private final Scheduler scheduler;

    /** Starts at once. All types must be registered by then. */
    public Worker(Database database, DatabaseClock clock, Tasks tasks, TaskSettings settings, MeterRegistry meters) {
        this.endings = tasks.endings();
        this.pace = tasks.pace();
        this.meters = meters;
        meters.gaugeMapSize("gildong.task.running", Tags.empty(), attempts);
        Map<String, Task<?>> types = tasks.entries().stream()
                .collect(Collectors.toMap(entry -> entry.type().name(), this::executed));
        this.scheduler = Scheduler.create(
                        database.connections(), types.values().stream().toList())
                .tableName("task")
                .jdbcCustomization(new DueTasks(database, types.keySet(), pace))
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(name()))
                .threads(settings.threads())
                .executorService(Executors.newFixedThreadPool(settings.threads(), new Daemons("task-runner-")))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(settings.pollInterval())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER) // a task that this node does not know is another's, or a newer version's
                .shutdownMaxWait(settings.stopTimeout())
                .addSchedulerListener(new LostTasks())
                .build();
        scheduler.start();
        pace.start(scheduler::triggerCheckForDueExecutions);
    }

    private static String name() {
        return ManagementFactory.getRuntimeMXBean().getName() + " " + Token.random(NAME_BYTES);
    }

    private <A extends Record, R> Task<String> executed(Tasks.Entry<A, R> entry) {
        return com.github.kagkarlsson.scheduler.task.helper.Tasks.custom(
                        entry.type().name(), String.class)
                .onFailure((failed, operations) -> LOG.debug("an attempt whose end is not stored: taken over later"))
                .onDeadExecution((dead, operations) -> endings.lost(Attempt.fence(dead.getExecution()), entry.type()))
                .execute((instance, context) -> execute(entry, instance, context));
    }

    private <A extends Record, R> CompletionHandler<String> execute(
            Tasks.Entry<A, R> entry, TaskInstance<String> instance, ExecutionContext context) {
        Attempt<A, R> attempt = new Attempt<>(entry, endings, context.getExecution());
        Timer.Sample began = Timer.start(meters);
        attempts.put(instance.getId(), attempt);
        try {
            Attempt.Outcome outcome = attempt.run(handlers);
            began.stop(
                    meters.timer("gildong.task.attempts", "name", entry.type().name(), "outcome", outcome.label()));
        } finally {
            attempts.remove(instance.getId(), attempt);
        }
        return ENDED;
    }

    /** Takes no more tasks, lets those that run end, and gives back those that do not within the time-out. */
    @Override
    public void close() {
        pace.close();
        scheduler.stop();
        handlers.shutdownNow();
    }

    /** Interrupts what was cancelled, or taken over while this node was taken for dead. */
    private final class LostTasks extends AbstractSchedulerListener {

        @Override
        public void onExecutionFailedHeartbeat(CurrentlyExecuting executing) {
            Attempt<?, ?> attempt = attempts.get(executing.getTaskInstance().getId());
            try {
                if (attempt != null && !endings.holds(Attempt.fence(executing.getExecution()))) {
                    attempt.interrupt();
                }
            } catch (DatabaseException e) {
                LOG.debug("cannot tell whether a task was taken over; the next heartbeat asks again", e);
            }
        }
    }
}
