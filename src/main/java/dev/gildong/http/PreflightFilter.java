package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers browsers that ask before they send a request from a page of a named origin. The answer is the same for every
 * path, so that it tells nothing; any other OPTIONS request goes the way of all requests.
 */
public final class PreflightFilter implements Filter {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Cache-Control, Content-Type, Idempotency-Key, If-Match, If-None-Match";
    /** Two hours: no browser keeps it for longer than that or a day. */
    private static final String MAX_AGE_SECONDS = "7200";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getMethod().equals("OPTIONS")
                && CorsFilter.allows(http)
                && http.getHeader("Access-Control-Request-Method") != null) {
            HttpServletResponse answer = (HttpServletResponse) response;
            answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
            answer.setHeader("Access-Control-Allow-Methods", METHODS);
            answer.setHeader("Access-Control-Allow-Headers", HEADERS);
            answer.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
        } else {
            chain.doFilter(request, response);
        }
    }
}
