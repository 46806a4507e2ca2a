package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** Names the request: in its answer, in each of its log lines and in its problem, if it ends in one. */
public final class RequestIdFilter implements Filter {
    private static final String KEY = "requestId";

    /** The name of the request that this thread serves; a new one where it serves none. */
    public static String current() {
        String id = MDC.get(KEY);
        return id == null ? Problem.newRequestId() : id;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = Problem.newRequestId();
        MDC.put(KEY, id);
        try {
            ((HttpServletResponse) response).setHeader("X-Request-Id", id);
            chain.doFilter(request, response);
        } finally {
            MDC.remove(KEY);
        }
    }
}
