package dev.gildong.idempotency;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link KeyedMethods} find the request, if it has an {@code Idempotency-Key}. Whether the key is good is not looked
 * at before it is known who is calling, and that this is allowed.
 */
public final class IdempotencyFilter implements Filter {
    /** What is idempotent by itself takes no key. */
    private static final Set<String> METHODS = Set.of("POST", "PATCH", "DELETE");

    private static final ThreadLocal<@Nullable KeyedRequest> CURRENT = new ThreadLocal<>();

    /** The request that this thread serves, if it has a key. */
    static @Nullable KeyedRequest current() {
        return CURRENT.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (!METHODS.contains(http.getMethod()) || http.getHeader(KeyedRequest.HEADER) == null) {
            chain.doFilter(request, response);
            return;
        }
        CURRENT.set(KeyedRequest.of(http, (HttpServletResponse) response));
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    }
}
