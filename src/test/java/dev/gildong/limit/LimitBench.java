package dev.gildong.limit;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** {@code src/test/bench/limits}: what the limits cost each request while nobody is refused. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LimitBench {
    private static final long PLAYERS = 50_000;

    private final Gate gate = new Gate(160, Duration.ofMillis(200));
    private final Rate rate = new Rate("player", 1_000_000_000, Duration.ofSeconds(10));

    @Benchmark
    @Threads(1)
    public boolean gateAlone() {
        return pass();
    }

    @Benchmark
    @Threads(8)
    public boolean gateWithEightThreads() {
        return pass();
    }

    @Benchmark
    @Threads(1)
    public String rateAlone() {
        return rate.take(ThreadLocalRandom.current().nextLong(PLAYERS));
    }

    @Benchmark
    @Threads(8)
    public String rateWithEightThreads() {
        return rate.take(ThreadLocalRandom.current().nextLong(PLAYERS));
    }

    private boolean pass() {
        boolean entered = gate.enter(Kind.READ);
        gate.leave();
        return entered;
    }
}
