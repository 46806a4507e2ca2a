package dev.gildong.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a failed task is tried again: exponential back-off with jitter, so that tasks which failed together do not come
 * back together.
 *
 * @param maxAttempts the first one included, 1 or more
 * @param firstDelay about how long after the first failure; twice that after the second, and so on
 * @param longestDelay what no delay exceeds
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration longestDelay) {
    /** Five attempts within half a minute or so. */
    public static final RetryPolicy STANDARD = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(10));

    /** No second attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** Never gives up: for what keeps the server itself going. */
    public static final RetryPolicy FOREVER =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofMinutes(1));

    private static final int LARGEST_SHIFT = 30;

    /** Checks the bounds. */
    public RetryPolicy {
        if (maxAttempts < 1 || firstDelay.toMillis() < 1 || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("at least one attempt, and delays of a millisecond or more");
        }
    }

    boolean allowsAfter(int failures) {
        return failures < maxAttempts;
    }

    /**
     * How long to wait, between half of the exponential delay and the whole of it.
     *
     * @param failures how many there were, 1 or more
     */
    Duration delay(int failures, RandomGenerator random) {
        long factor = 1L << Math.min(failures - 1, LARGEST_SHIFT);
        long most = longestDelay.toMillis() / factor < firstDelay.toMillis()
                ? longestDelay.toMillis()
                : firstDelay.toMillis() * factor;
        return Duration.ofMillis(random.nextLong(most / 2, most + 1));
    }
}
