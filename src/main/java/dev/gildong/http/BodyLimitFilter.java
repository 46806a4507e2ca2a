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
import java.io.IOException;
import java.util.Map;

/** Refuses a body over the limit: by its stated length before a byte is read, or else at the first byte too many. */
public final class BodyLimitFilter implements Filter {
    private final int limit;

    /** @param settings hold the limit */
    public BodyLimitFilter(HttpSettings settings) {
        this.limit = settings.maxBodyBytes();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        boolean counted = request.getContentLengthLong() >= 0;
        chain.doFilter(counted ? request : new LimitedRequest((HttpServletRequest) request), response);
    }

    /** The rest of the body is not read, so the connection cannot be used again. */
    private ProblemException tooLarge() {
        return new ProblemException(
                ProblemType.TOO_LARGE, "At most " + limit + " bytes are taken here.", Map.of("Connection", "close"));
    }

    private final class LimitedRequest extends HttpServletRequestWrapper {
        LimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
        }
    }

    private final class LimitedStream extends ServletInputStream {
        private final ServletInputStream body;
        private long taken;

        LimitedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int b = body.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = body.read(buffer, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int n) {
            taken += n;
            if (taken > limit) {
                throw tooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
