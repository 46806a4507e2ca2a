package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each answer, with the address of the client, at debug; at warn when it took over a second and was not asked to wait. The query is left
 * out, since clients put secrets there.
 */
public final class AccessLogFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.gildong.access");
    private static final long SLOW_NANOS = 1_000_000_000;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long began = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            long took = System.nanoTime() - began;
            if (took > SLOW_NANOS || LOG.isDebugEnabled()) {
                HttpServletRequest http = (HttpServletRequest) request;
                LOG.atLevel(took > SLOW_NANOS && !waits(http) ? Level.WARN : Level.DEBUG)
                        .log(
                                "{} {} {} in {} ms for {}",
                                http.getMethod(),
                                http.getRequestURI(),
                                ((HttpServletResponse) response).getStatus(),
                                took / 1_000_000,
                                http.getRemoteAddr());
            }
        }
    }

    private static boolean waits(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && query.contains("waitSeconds=");
    }
}
