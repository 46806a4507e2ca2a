package dev.gildong.task;

import java.time.Duration;

/**
 * How often a node looks for tasks: seldom while there are none, and often for a moment after it found one or made one
 * itself, since tasks come in bursts. Safe for any number of threads.
 */
final class Pace {
    /** How often it is asked, and how often it looks while tasks come in. */
    static final Duration QUICK = Duration.ofMillis(5);

    private static final long BURST_NANOS = Duration.ofMillis(250).toNanos();

    private final long idleNanos;
    private volatile long quickUntil = System.nanoTime();
    private volatile long nextLook = System.nanoTime();

    /** @param idle how often to look while there are no tasks */
    Pace(Duration idle) {
        this.idleNanos = idle.toNanos();
    }

    /** Whether it is time to look; if so, the next time is set. */
    boolean due() {
        long now = System.nanoTime();
        if (now - nextLook < 0 && now - quickUntil > 0) {
            return false;
        }
        nextLook = now + idleNanos;
        return true;
    }

    /** Looks often for a while. */
    void quicken() {
        quickUntil = System.nanoTime() + BURST_NANOS;
    }
}
