package dev.gildong.app;

import com.sun.management.OperatingSystemMXBean;
import dev.gildong.thread.Daemons;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How busy this process kept its processors over the last one and five minutes: by these two a number of nodes is made
 * to follow the load. A thread of its own reads every 5 s how much processor time was used. Safe for any number of
 * threads.
 */
final class ProcessorUse implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private final LongSupplier usedNanos;
    private final IntSupplier processors;
    /** Oldest first. The first one is from before the longest window, or from the start of the process. */
    private final Deque<Reading> readings = new ArrayDeque<>();

    private final ScheduledExecutorService reading =
            Executors.newSingleThreadScheduledExecutor(new Daemons("processor-use-"));

    ProcessorUse(MeterRegistry meters) {
        this(
                System::nanoTime,
                TimeUnit.MILLISECONDS.toNanos(
                        ManagementFactory.getRuntimeMXBean().getUptime()),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime,
                Runtime.getRuntime()::availableProcessors);
        var unused = reading.scheduleAtFixedRate(this::read, 0, STEP.toSeconds(), TimeUnit.SECONDS);
        bind(meters, "1m", Duration.ofMinutes(1));
        bind(meters, "5m", LONGEST);
    }

    /**
     * Reads nothing by itself.
     *
     * @param nanos a monotonic clock
     * @param age how long the process has run, by that clock
     * @param usedNanos processor time of the process, of all its threads, from its start on; negative when unknown
     * @param processors how many it may use
     */
    ProcessorUse(LongSupplier nanos, long age, LongSupplier usedNanos, IntSupplier processors) {
        this.nanos = nanos;
        this.usedNanos = usedNanos;
        this.processors = processors;
        readings.add(new Reading(nanos.getAsLong() - age, 0));
    }

    private void bind(MeterRegistry meters, String name, Duration window) {
        Gauge.builder("gildong.cpu.mean", this, use -> use.mean(window))
                .description("Part of its processors that this process used over the window, from 0 to 1")
                .tag("window", name)
                .register(meters);
    }

    /** Remembers what was used until now. */
    synchronized void read() {
        Reading now = now();
        readings.add(now);
        long begin = now.at - LONGEST.toNanos();
        Reading first = readings.remove();
        while (!readings.isEmpty() && readings.element().at - begin <= 0) {
            first = readings.remove();
        }
        readings.addFirst(first);
    }

    /**
     * Processor time over the window that ends now, divided by the window and by the processors: 0 to 1, and NaN when
     * the system does not tell. In a process that is younger, over its life, or 5 s if that is longer. Where readings
     * began late in the life of the process, the time before them counts as its mean.
     */
    synchronized double mean(Duration window) {
        Reading now = now();
        if (now.used < 0) {
            return Double.NaN;
        }
        Reading begin = at(now.at - window.toNanos(), now);
        double lasted = Math.max(now.at - begin.at, STEP.toNanos());
        double part = (now.used - begin.used) / (lasted * processors.getAsInt());
        return Math.min(Math.max(part, 0), 1);
    }

    /** What was used until then, in between readings by the straight line; the start of the process if that is later. */
    private Reading at(long time, Reading now) {
        Reading before = readings.element();
        if (before.at - time >= 0) {
            return before;
        }
        for (Reading after : readings) {
            if (after.at - time > 0) {
                return before.towards(after, time);
            }
            before = after;
        }
        return before.towards(now, time);
    }

    private Reading now() {
        return new Reading(nanos.getAsLong(), usedNanos.getAsLong());
    }

    @Override
    public void close() {
        reading.shutdownNow();
    }

    private record Reading(long at, long used) {

        Reading towards(Reading later, long time) {
            double part = (double) (time - at) / (later.at - at);
            return new Reading(time, used + Math.round(part * (later.used - used)));
        }
    }
}
