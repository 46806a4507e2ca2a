package dev.gildong.score.nodes;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The time of a run, and what is counted in it. Instants are nanoseconds since its begin. */
final class CheckedRun {
    /** What the contract says: how long another node may take to show a submit. */
    private static final long PROMISED_MILLIS = 250;

    /** How late it may be without failing the run: a machine that is busy with three nodes and a database is slow. */
    private static final long BEARABLE_MILLIS = Long.getLong("gildong.test.late-millis", 1000);

    final LongAdder kills = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder looksAtOnce = new LongAdder();
    final LongAdder looksLater = new LongAdder();
    final LongAdder looksInTime = new LongAdder();

    private final long start = System.nanoTime();
    private final long length;
    private volatile boolean stopped;

    CheckedRun(int seconds) {
        length = TimeUnit.SECONDS.toNanos(seconds);
    }

    long now() {
        return System.nanoTime() - start;
    }

    boolean goesOn() {
        return !stopped && now() < length;
    }

    void stop() {
        stopped = true;
    }

    static long promisedNanos() {
        return TimeUnit.MILLISECONDS.toNanos(PROMISED_MILLIS);
    }

    static long bearableNanos() {
        return TimeUnit.MILLISECONDS.toNanos(BEARABLE_MILLIS);
    }

    /** An instant for the eye, in seconds. */
    static String text(long instant) {
        return String.format(Locale.ROOT, "%.4f", instant / 1e9);
    }

    String summary(Traces traces) {
        return """
                %s s, %s kills: %d submits acknowledged, %s unknown, %s answers 503; \
                %s looks at once, %s looks later of which %s showed all that was %d ms old""".formatted(
                        TimeUnit.NANOSECONDS.toSeconds(length),
                        kills,
                        traces.acknowledged(),
                        unknown,
                        unavailable,
                        looksAtOnce,
                        looksLater,
                        looksInTime,
                        PROMISED_MILLIS);
    }
}
