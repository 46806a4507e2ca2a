package dev.gildong.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.kagkarlsson.scheduler.task.Execution;
import dev.gildong.http.Json;
import dev.gildong.http.ProblemException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One attempt at one task. The handler has a thread of its own, so that one which hangs past its deadline and ignores
 * its interruption costs that thread, and not a place among those that run tasks.
 *
 * @param <A> arguments
 * @param <R> result
 */
final class Attempt<A extends Record, R> {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final int LAST_CLIENT_ERROR = 499;

    private final TaskType<A> type;
    private final TaskHandler<A, R> handler;
    private final Endings endings;
    private final Execution execution;
    private final Fence fence;
    private volatile @Nullable Future<?> running;

    Attempt(Tasks.Entry<A, R> entry, Endings endings, Execution execution) {
        this.type = entry.type();
        this.handler = entry.handler();
        this.endings = endings;
        this.execution = execution;
        this.fence = fence(execution);
    }

    static Fence fence(Execution execution) {
        return new Fence(execution.getId(), execution.version, execution.consecutiveFailures);
    }

    /** Runs it to its end, whatever that is. */
    Outcome run(ExecutorService threads) {
        MDC.put("requestId", fence.taskId());
        try {
            Future<?> handling = threads.submit(this::handle);
            running = handling;
            handling.get(type.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return Outcome.SUCCEEDED;
        } catch (TimeoutException e) {
            interrupt();
            LOG.warn("{} was not done after {}", type.name(), type.deadline());
            endings.fail(fence, type, new ProblemException(TaskProblems.TIMED_OUT, null), true);
            return Outcome.TIMED_OUT;
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            return lost();
        } catch (InterruptedException e) { // this node stops; the flag stays down, or the database could not be told
            interrupt();
            endings.giveBack(fence);
            return Outcome.GIVEN_BACK;
        } finally {
            MDC.remove("requestId");
        }
    }

    /** Tells the handler to stop, if it has begun. */
    void interrupt() {
        Future<?> handling = running;
        if (handling != null) {
            handling.cancel(true);
        }
    }

    private @Nullable Void handle() throws Exception {
        MDC.put("requestId", fence.taskId());
        try {
            TaskRun<R> run = new TaskRun<>(endings, type, fence, execution.executionTime);
            R result = handler.run(args(), run);
            if (!run.finished()) {
                run.finish(unit -> result);
            }
            return null;
        } finally {
            MDC.remove("requestId");
        }
    }

    private A args() {
        try {
            return Json.MAPPER.readValue(String.valueOf(execution.taskInstance.getData()), type.args());
        } catch (JsonProcessingException e) {
            // They were checked when it was enqueued: by another version of the server, which may take it next time.
            LOG.warn("the arguments of {} do not fit it", type.name(), e);
            throw new ProblemException(TaskProblems.ARGS, null);
        }
    }

    private Outcome failed(Throwable thrown) {
        if (thrown instanceof TaskLostException) {
            return lost();
        }
        if (thrown instanceof ProblemException problem) {
            LOG.warn("{} failed: {} {}", type.name(), problem.type().slug(), problem.getMessage());
            endings.fail(fence, type, problem, problem.type().status() > LAST_CLIENT_ERROR);
        } else {
            LOG.error("{} failed", type.name(), thrown);
            String detail = "The log has the reason under the id of the task.";
            endings.fail(fence, type, new ProblemException(TaskProblems.FAILED, detail), true);
        }
        return Outcome.FAILED;
    }

    private Outcome lost() {
        LOG.info("{} was cancelled or taken over", type.name());
        return Outcome.LOST;
    }

    /** How an attempt ended, for whoever counts. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        /** Cancelled, or taken over by another node. */
        LOST,
        /** The node stopped. */
        GIVEN_BACK;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
