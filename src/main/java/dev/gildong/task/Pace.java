package dev.gildong.task;

import dev.gildong.thread.Daemons;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How often a node looks for tasks: at once when it made one itself, every millisecond for a moment after it found or
 * made one, since tasks come in bursts, and else as seldom as the settings say. It wakes db-scheduler, whose own poll
 * waits by the database's clock, and so for as long as that clock is set back. Safe for any number of threads.
 */
final class Pace implements AutoCloseable {
    private static final long QUICK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long BURST_NANOS = Duration.ofMillis(100).toNanos();

    private volatile long quickUntil = System.nanoTime();
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * Begins to look; until then, and after the end, nothing happens.
     *
     * @param idle how often while there are no tasks
     */
    void start(Runnable look, Duration idle) {
        Thread pacer = new Daemons("task-pace-").newThread(() -> run(look, idle.toNanos()));
        thread = pacer;
        pacer.start();
    }

    private void run(Runnable look, long idleNanos) {
        while (!closed) {
            look.run();
            LockSupport.parkNanos(this, System.nanoTime() - quickUntil < 0 ? QUICK_NANOS : idleNanos);
        }
    }

    /** Looks at once, and often for a while. */
    void quicken() {
        quickUntil = System.nanoTime() + BURST_NANOS;
        LockSupport.unpark(thread); // does nothing where it is null
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
