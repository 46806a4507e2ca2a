package dev.gildong.outbound;

import java.time.Duration;

/** When a call began, and how long it may take in all. */
record Deadline(long startNanos, long totalNanos) {

    static Deadline in(Duration total) {
        return new Deadline(System.nanoTime(), total.toNanos());
    }

    /** Nanoseconds that are left; 0 or less when the time is over. */
    long left() {
        return totalNanos - (System.nanoTime() - startNanos);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
