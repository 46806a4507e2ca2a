package dev.gildong.limit;

import dev.gildong.http.ClientAddressFilter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often one address asks, whoever is behind it, before anything is done for it. The answer tells what is left
 * of that. Health and metrics are always answered.
 */
public final class AddressLimitFilter implements Filter {
    private final @Nullable Rate rate;

    private final Refusals refusals;

    /**
     * Takes what the settings say.
     *
     * @param settings say how often
     * @param meters take how many were refused
     */
    public AddressLimitFilter(LimitSettings settings, MeterRegistry meters) {
        this.refusals = new Refusals(meters, "address");
        this.rate = settings.enabled() && settings.addressRequests() > 0
                ? new Rate("address", settings.addressRequests(), settings.window())
                : null;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Kind kind = Kind.of((HttpServletRequest) request);
        if (rate != null && kind != Kind.OPERATIONS) {
            String left = refusals.take(rate, ClientAddressFilter.network(request), kind);
            HttpServletResponse http = (HttpServletResponse) response;
            http.setHeader("RateLimit-Policy", rate.policy());
            http.setHeader("RateLimit", left);
        }
        chain.doFilter(request, response);
    }
}
