package dev.gildong.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/**
 * Refuses a body over the limit, by its stated length before a byte is read, or else at the first byte too many; and
 * reads any other whole before anyone looks at it. So a request that is refused later has no unread rest, for which
 * servers close a connection under a client that is already sending its next request.
 */
public final class BodyLimitFilter implements Filter {
    private static final long LINGER_BYTES = 1 << 20;

    private final int limit;

    /** @param settings hold the limit */
    public BodyLimitFilter(HttpSettings settings) {
        this.limit = settings.maxBodyBytes();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        boolean hasBody = http.getContentLengthLong() > 0 || http.getHeader("Transfer-Encoding") != null;
        byte[] body = hasBody && http.getContentLengthLong() <= limit ? read(http) : new byte[0];
        if (http.getContentLengthLong() > limit || body.length > limit) {
            refuse(http, (HttpServletResponse) response);
        } else {
            chain.doFilter(hasBody ? new BufferedRequest(http, body) : request, response);
        }
    }

    private byte[] read(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(limit + 1);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemType.INVALID, "The body did not arrive whole, or in time.", Map.of("Connection", "close"));
        }
    }

    /**
     * Answers at once, and then reads on for a while what the client is still sending: a connection that is closed on
     * unread bytes is reset, and the client may never see the answer.
     */
    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemException tooLarge = new ProblemException(
                ProblemType.TOO_LARGE, "At most " + limit + " bytes are taken here.", Map.of("Connection", "close"));
        ExceptionFilter.write(response, Failures.answer(tooLarge, RequestIdFilter.current()));
        response.flushBuffer();
        if (request.getHeader("Expect") == null) {
            try {
                request.getInputStream().skipNBytes(LINGER_BYTES);
            } catch (IOException e) {
                // It was sent, or the client is gone.
            }
        }
    }

    private static final class BufferedRequest extends HttpServletRequestWrapper {
        private final BufferedBody body;

        BufferedRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new BufferedBody(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    private static final class BufferedBody extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        BufferedBody(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is here already");
        }
    }
}
