package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets the {@link SecurityHeaders}, and over https that the host is to be called by https alone (RFC 6797). */
public final class SecurityHeadersFilter implements Filter {
    /** A year. Without the hosts below ours, of which we know nothing. */
    private static final String TRANSPORT_SECURITY = "max-age=31536000";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        set(request, (HttpServletResponse) response);
        chain.doFilter(request, response);
    }

    /** For an answer that no filter saw, or that was begun anew. */
    static void set(ServletRequest request, HttpServletResponse response) {
        SecurityHeaders.each(response::setHeader);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", TRANSPORT_SECURITY);
        }
    }
}
