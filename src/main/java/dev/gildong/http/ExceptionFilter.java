package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches what nobody else did, from filters and Jersey alike, and answers it as a problem. An answer that has begun
 * cannot be changed any more: the exception goes on to the container, which cuts the connection.
 */
public final class ExceptionFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionFilter.class);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
            complete((HttpServletRequest) request, (HttpServletResponse) response);
        } catch (IOException | ServletException | RuntimeException | StackOverflowError e) {
            if (response.isCommitted()) {
                LOG.debug("the client went away, or the answer broke off", e);
                throw e;
            }
            write((HttpServletResponse) response, Failures.answer(e, RequestIdFilter.current()));
        }
    }

    /** Jersey answers a Content-Type or an Accept that it cannot read with a bare 400, and may drop our headers. */
    private static void complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.getStatus() >= 400 && response.getContentType() == null && !response.isCommitted()) {
            String id = RequestIdFilter.current();
            response.setHeader("X-Request-Id", id);
            SecurityHeadersFilter.set(request, response);
            CorsFilter.set(request, response);
            write(response, new Failures.Answer(Problem.ofStatus(response.getStatus(), id), Map.of()));
        }
    }

    /** Writes a problem as the whole answer, keeping the headers that filters have set. */
    static void write(HttpServletResponse response, Failures.Answer answer) throws IOException {
        byte[] body = answer.problem().toJson();
        response.resetBuffer();
        response.setStatus(answer.problem().status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(body);
    }
}
