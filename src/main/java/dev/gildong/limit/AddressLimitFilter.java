package dev.gildong.limit;

import dev.gildong.http.ClientAddressFilter;
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

    /** @param settings say how often */
    public AddressLimitFilter(LimitSettings settings) {
        this.rate = settings.enabled() && settings.addressRequests() > 0
                ? new Rate("address", settings.addressRequests(), settings.window())
                : null;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (rate != null && Kind.of((HttpServletRequest) request) != Kind.OPERATIONS) {
            String left = rate.take(ClientAddressFilter.network(request));
            HttpServletResponse http = (HttpServletResponse) response;
            http.setHeader("RateLimit-Policy", rate.policy());
            http.setHeader("RateLimit", left);
        }
        chain.doFilter(request, response);
    }
}
