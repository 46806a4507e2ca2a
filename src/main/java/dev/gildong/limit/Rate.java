package dev.gildong.limit;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the rate of each of many callers: a token bucket each, kept as the one moment at which it will be full
 * again (the virtual scheduling form of the generic cell rate algorithm, ITU-T I.371, annex A). No lock is shared, and a
 * caller costs one entry for as long as it comes. Safe for any number of threads.
 */
final class Rate {
    private static final ProblemType TOO_MANY = new ProblemType("too-many-requests", 429, "Too many requests");
    private static final int MOST_CALLERS = 100_000;
    private static final int SWEEPS_A_WINDOW = 10;

    private final String name;
    private final int quota;
    private final long window;
    private final long step;
    private final LongSupplier nanoTime;
    private final int mostCallers;
    private final String policy;
    private final Map<Object, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long sweptAt;

    /**
     * A limit of so many requests in a window.
     *
     * @param name in headers
     */
    Rate(String name, int quota, Duration window) {
        this(name, quota, window, System::nanoTime, MOST_CALLERS);
    }

    /**
     * A limit by another clock.
     *
     * @param nanoTime monotonic
     * @param mostCallers who are remembered at once; when so many have come within a window, others go uncounted
     */
    Rate(String name, int quota, Duration window, LongSupplier nanoTime, int mostCallers) {
        this.name = name;
        this.quota = quota;
        this.window = window.toNanos();
        this.step = Math.max(1, this.window / quota);
        this.nanoTime = nanoTime;
        this.mostCallers = mostCallers;
        this.policy = "\"" + name + "\";q=" + quota + ";w=" + Math.max(1, window.toSeconds());
        this.sweptAt = nanoTime.getAsLong() - this.window;
    }

    /** Name, quota and window, as the header RateLimit-Policy tells them. */
    String policy() {
        return policy;
    }

    /**
     * Takes a token of this caller.
     *
     * @return what is left, as the header RateLimit tells it
     * @throws ProblemException 429 if there is none
     */
    String take(Object caller) {
        long now = nanoTime.getAsLong();
        AtomicLong full = bucket(caller, now);
        while (true) {
            long old = full.get();
            long after = (old - now > 0 ? old : now) + step;
            if (after - now > window) {
                throw refused(after - now - window, old - now);
            }
            if (full.compareAndSet(old, after)) {
                return left(after - now);
            }
        }
    }

    private AtomicLong bucket(Object caller, long now) {
        AtomicLong known = fullAt.get(caller);
        if (known != null) {
            return known;
        }
        AtomicLong fresh = new AtomicLong(now);
        if (fullAt.size() >= mostCallers && !sweep(now)) {
            return fresh;
        }
        @Nullable AtomicLong other = fullAt.putIfAbsent(caller, fresh);
        return other == null ? fresh : other;
    }

    /**
     * Forgets whose buckets are full, since a new one would be the same. Who takes from one at this moment gets that
     * token for nothing.
     *
     * @return whether there is room
     */
    private boolean sweep(long now) {
        if (now - sweptAt >= window / SWEEPS_A_WINDOW && sweeping.compareAndSet(false, true)) {
            try {
                fullAt.values().removeIf(full -> full.get() - now <= 0);
                sweptAt = now;
            } finally {
                sweeping.set(false);
            }
        }
        return fullAt.size() < mostCallers;
    }

    private ProblemException refused(long wait, long untilFull) {
        return new ProblemException(
                TOO_MANY,
                "Send fewer requests; the header RateLimit-Policy says how many.",
                Map.of(
                        "Retry-After",
                        Long.toString(seconds(wait)),
                        "RateLimit-Policy",
                        policy,
                        "RateLimit",
                        left(Math.max(untilFull, window - step + 1))));
    }

    private String left(long untilFull) {
        return "\"" + name + "\";r=" + (window - untilFull) / step + ";t=" + seconds(untilFull);
    }

    private static long seconds(long nanos) {
        return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
    }

    /** How many callers are remembered. */
    int size() {
        return fullAt.size();
    }

    /** The quota. */
    int quota() {
        return quota;
    }
}
