package dev.gildong.limit;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.RequestThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sheds load: lets so many requests run at once, lets a few more wait for a moment, and refuses the others fast. So some
 * of the server's threads are always left for health answers and refusals.
 */
public final class OverloadFilter implements Filter {
    /** Of the 200 threads that servers have, with the fifth that may wait: eight are left. */
    private static final int ON_PLATFORM_THREADS = 160;

    private static final int ON_VIRTUAL_THREADS = 4_000;
    private static final ProblemType OVERLOADED = new ProblemType("overloaded", 503, "Too many requests at once");

    private final @Nullable Gate platform;
    private final @Nullable Gate virtual;

    private final Refusals refusals;

    /**
     * Takes what the settings say.
     *
     * @param settings say how many, and how long one may wait
     * @param meters take how many wait, and how many were refused
     */
    public OverloadFilter(LimitSettings settings, MeterRegistry meters) {
        refusals = new Refusals(meters, "overload");
        Gauge.builder("gildong.http.requests.waiting", this, OverloadFilter::waiting)
                .description("Requests that wait for others to end")
                .register(meters);
        int most = settings.maxInFlight();
        platform = settings.enabled() ? new Gate(most > 0 ? most : ON_PLATFORM_THREADS, settings.maxWait()) : null;
        virtual = settings.enabled() ? new Gate(most > 0 ? most : ON_VIRTUAL_THREADS, settings.maxWait()) : null;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Gate gate = RequestThread.isVirtual() ? virtual : platform;
        Kind kind = Kind.of((HttpServletRequest) request);
        if (gate == null || kind == Kind.OPERATIONS) {
            chain.doFilter(request, response);
            return;
        }
        if (!gate.enter(kind)) {
            refusals.count(kind);
            throw new ProblemException(OVERLOADED, "Try again in a moment.", Map.of("Retry-After", "1"));
        }
        try {
            chain.doFilter(request, response);
        } finally {
            gate.leave();
        }
    }

    private int waiting() {
        return platform == null || virtual == null ? 0 : platform.waiting() + virtual.waiting();
    }
}
