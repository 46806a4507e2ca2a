package dev.gildong.change;

import dev.gildong.persistence.DatabaseException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs polls one at a time. Whoever wants one while another is under way waits for the next, and one of those who wait
 * runs it for all. Safe for any number of threads.
 */
public final class SharedPolls {
    /** As long as a request waits for a connection: a poll that takes longer is as good as none. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Poll poll;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    /** Polls are numbered from 1: the last one that began, that ended, and that was good. */
    private long lastBegun;

    private long lastEnded;
    private long lastGood;
    private @Nullable Throwable failure;

    /** @param poll for one thread at a time */
    public SharedPolls(Poll poll) {
        this.poll = poll;
    }

    /**
     * Returns when a poll that began after the call has ended.
     *
     * @throws DatabaseException if it failed, or could not begin or end soon
     */
    public void await() {
        if (!othersWill()) {
            run();
        }
    }

    /** True: a poll that began after the call was good. False: it is for this thread to run it. */
    private boolean othersWill() {
        lock.lock();
        try {
            long wanted = lastBegun + 1; // the one under way may have looked already
            long patience = PATIENCE.toNanos();
            while (lastEnded < wanted) {
                if (lastEnded == lastBegun) {
                    lastBegun++;
                    return false;
                }
                if (patience <= 0) {
                    throw DatabaseException.unavailable(
                            new IllegalStateException("a look at the database takes too long"));
                }
                patience = ended.awaitNanos(patience);
            }
            if (lastGood < wanted && failure != null) {
                throw DatabaseException.unavailable(failure);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseException.unavailable(e);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        @Nullable Throwable failed = null;
        try {
            poll.run();
        } catch (SQLException | RuntimeException e) {
            failed = e;
            throw DatabaseException.unavailable(e);
        } catch (Error e) {
            failed = e;
            throw e;
        } finally {
            end(failed);
        }
    }

    private void end(@Nullable Throwable failed) {
        lock.lock();
        try {
            lastEnded = lastBegun;
            if (failed == null) {
                lastGood = lastEnded;
            } else {
                failure = failed;
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the database once. */
    @FunctionalInterface
    public interface Poll {
        /** Finds everything that was committed before the call. */
        void run() throws SQLException;
    }
}
