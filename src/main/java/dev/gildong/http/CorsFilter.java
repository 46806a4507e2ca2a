package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Lets pages of the origins that the settings name read answers, refusals too (WHATWG Fetch, "CORS protocol"). They
 * bring a token: the cookie is never allowed along, so this opens nothing that the check of the origin closes. Without
 * such origins it does nothing.
 */
public final class CorsFilter implements Filter {
    /** Request attribute: whether a page of a named origin sent it. Missing where there are no such origins. */
    private static final String ALLOWED = CorsFilter.class.getName();

    private static final String EXPOSED =
            "ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";

    private final Set<String> origins;

    /** @param settings name the origins */
    public CorsFilter(HttpSettings settings) {
        this.origins = settings.origins();
    }

    /** Whether the request comes from an origin that the settings name. */
    public static boolean allows(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ALLOWED));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!origins.isEmpty()) {
            String origin = RequestSource.only((HttpServletRequest) request, "Origin");
            request.setAttribute(ALLOWED, origin != null && origins.contains(origin));
            set((HttpServletRequest) request, (HttpServletResponse) response);
        }
        chain.doFilter(request, response);
    }

    /** Sets the headers, once more where the answer was begun anew. */
    static void set(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ALLOWED) == null) {
            return;
        }
        response.setHeader("Vary", "Origin");
        if (allows(request)) {
            response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
    }
}
