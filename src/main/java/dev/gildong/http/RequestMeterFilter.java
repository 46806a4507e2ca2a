package dev.gildong.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times every request by route and status, from when its body is there to when its answer is handed to the
 * server; refusals by the filters further in as well. One that breaks off in the middle of its answer has the status
 * {@code aborted}.
 */
public final class RequestMeterFilter implements Filter {
    private static final int STATUSES = 600;
    private static final int ABORTED = 0;
    /** Below the first, an answer is as good as at once; a client of ours gives up after the last. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry meters;
    private final LongAdder inFlight = new LongAdder();
    /** Of each route its timers by status, looked up on every request: so nothing is built for any but the first. */
    private final Map<Route, AtomicReferenceArray<@Nullable Timer>> timers = new ConcurrentHashMap<>();

    /** @param meters take the times */
    public RequestMeterFilter(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("gildong.http.requests.running", inFlight, LongAdder::sum)
                .description("Requests that are being answered")
                .register(meters);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long began = System.nanoTime();
        boolean answered = false;
        inFlight.increment();
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            inFlight.decrement();
            int status = answered ? ((HttpServletResponse) response).getStatus() : ABORTED;
            timer(Route.of((HttpServletRequest) request), status)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    Timer timer(Route route, int status) {
        AtomicReferenceArray<@Nullable Timer> ofRoute = timers.get(route);
        if (ofRoute == null) {
            ofRoute = timers.computeIfAbsent(route, any -> new AtomicReferenceArray<>(STATUSES));
        }
        @Nullable Timer timer = ofRoute.get(status);
        if (timer == null) {
            timer = make(route, status);
            ofRoute.set(status, timer); // the registry has one of each, whoever asks
        }
        return timer;
    }

    private Timer make(Route route, int status) {
        return Timer.builder("gildong.http.requests")
                .description("Requests by route and status")
                .tag("method", route.method())
                .tag("route", route.path())
                .tag("status", status == ABORTED ? "aborted" : Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
