package dev.gildong.task;

import dev.gildong.http.RequestThread;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.thread.Daemons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait for tasks to finish. However many there are, one thread of the node asks the database for all of
 * them: often while somebody has just begun to wait, seldom later. Safe for any number of threads.
 */
final class Waits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
    /** The shortest pause between two looks, while somebody has just come, and the longest. */
    private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A pause is so small a part of the time since somebody came last. */
    private static final int PART = 16;

    private static final int BATCH = 200;

    private final Database database;
    private final TaskRepository tasks = new TaskRepository();
    private final Map<String, Wait> waited = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Thread thread = new Daemons("task-waits-").newThread(this::run);
    private volatile long lastArrival = System.nanoTime();
    private volatile boolean closed;

    Waits(Database database, TaskSettings settings) {
        this.database = database;
        this.places = new Semaphore(settings.maxWaiting());
        thread.start();
    }

    /**
     * Returns when the task is finished, when the time is over, or at once where too many wait already.
     *
     * @return the task where this is what was looked at last; empty: look yourself
     */
    Optional<Task> await(String id, Duration longest) {
        boolean costly = !RequestThread.isVirtual();
        if (costly && !places.tryAcquire()) {
            return Optional.empty();
        }
        Wait wait = waited.merge(id, new Wait(1, new CompletableFuture<>()), (old, one) -> old.with(1));
        try {
            lastArrival = System.nanoTime();
            LockSupport.unpark(thread);
            return wait.done().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.trace("{} is not finished yet", id);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails a wait", e);
        } finally {
            waited.computeIfPresent(id, (key, left) -> left.requests() == 1 ? null : left.with(-1));
            if (costly) {
                places.release();
            }
        }
    }

    /** A task was finished on this node: nobody has to look for it. */
    void finished(String id) {
        complete(id, Optional.empty());
    }

    private void complete(String id, Optional<Task> task) {
        Wait wait = waited.get(id);
        if (wait != null) {
            wait.done().complete(task);
        }
    }

    private void run() {
        while (!closed) {
            if (waited.isEmpty()) {
                LockSupport.park(this);
            } else {
                look();
                long part = (System.nanoTime() - lastArrival) / PART;
                LockSupport.parkNanos(this, Math.min(SLOW_NANOS, Math.max(QUICK_NANOS, part)));
            }
        }
    }

    private void look() {
        try {
            List<String> ids = new ArrayList<>(waited.keySet());
            for (int from = 0; from < ids.size(); from += BATCH) {
                look(ids.subList(from, Math.min(from + BATCH, ids.size())));
            }
        } catch (DatabaseException e) {
            LOG.debug("tasks that are waited for cannot be looked at now", e);
        } catch (RuntimeException | Error e) { // whoever waits looks at the end by themselves
            LOG.error("tasks that are waited for cannot be looked at", e);
        }
    }

    private void look(List<String> ids) {
        database.transact(unit -> tasks.finished(unit, ids)).forEach(task -> complete(task.id(), Optional.of(task)));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        waited.values().forEach(wait -> wait.done().complete(Optional.empty()));
    }

    /** So many requests wait for one task. */
    private record Wait(int requests, CompletableFuture<Optional<Task>> done) {

        Wait with(int more) {
            return new Wait(requests + more, done);
        }
    }
}
