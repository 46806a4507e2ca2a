package dev.gildong.http;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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

/** {@code src/test/bench/meters}: what counting and timing costs each request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RequestMeterBench {
    private static final int OK = 200;

    private final Route route = new Route("GET", "/v1/leaderboards/{board}/scores");
    private final RequestMeterFilter filter =
            new RequestMeterFilter(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

    @Benchmark
    @Threads(1)
    public Timer alone() {
        return measure();
    }

    @Benchmark
    @Threads(8)
    public Timer withEightThreads() {
        return measure();
    }

    private Timer measure() {
        long began = System.nanoTime();
        Timer timer = filter.timer(route, OK);
        timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return timer;
    }
}
