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
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Refuses a body over the limit by its stated length, before a byte is read. Any other has been waited for by
 * {@link BodyArrivalFilter}: it hands on the whole of it, or answers why it did not come. So a request that is refused
 * later has no unread rest, for which servers close a connection under a client that is already sending its next request.
 */
public final class BodyLimitFilter implements Filter {
    private static final long LINGER_BYTES = 1 << 20;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LINGERING = 8;
    private static final int TRASH_BYTES = 8192;

    private final HttpSettings settings;
    private final Semaphore lingering = new Semaphore(LINGERING);

    /** @param settings hold the limits */
    public BodyLimitFilter(HttpSettings settings) {
        this.settings = settings;
    }

    /** Whether there is a body, and it is not too long by what is said of it. */
    static boolean mayBeRead(HttpServletRequest request, HttpSettings settings) {
        long length = request.getContentLengthLong();
        return length <= settings.maxBodyBytes(request)
                && (length > 0 || request.getHeader("Transfer-Encoding") != null);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (request.getAttribute(BodyArrivalFilter.OUTCOME) instanceof BodyArrivalFilter.Outcome outcome) {
            if (outcome.refusal().isPresent()) {
                throw outcome.refusal().get();
            }
            chain.doFilter(new BufferedRequest(http, outcome.body()), response);
        } else if (http.getContentLengthLong() > settings.maxBodyBytes(http)) {
            refuse(http, (HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * Answers at once, and then reads on for a while what the client is still sending: a connection that is closed on
     * unread bytes is reset, and the client may never see the answer. Only a few threads do so at a time, or clients who
     * send slowly could keep all of them.
     */
    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemException tooLarge = new ProblemException(
                ProblemType.TOO_LARGE,
                "At most " + settings.maxBodyBytes(request) + " bytes are taken here.",
                Map.of("Connection", "close"));
        ExceptionFilter.write(response, Failures.answer(tooLarge, RequestIdFilter.current()));
        response.flushBuffer();
        if (request.getHeader("Expect") == null && lingering.tryAcquire()) {
            try {
                long end = System.nanoTime() + LINGER_NANOS;
                long left = LINGER_BYTES;
                InputStream in = request.getInputStream();
                byte[] trash = new byte[TRASH_BYTES];
                for (int read = 0; read >= 0 && left > 0 && System.nanoTime() - end < 0; left -= read) {
                    read = in.read(trash);
                }
            } catch (IOException e) {
                // It was sent, or the client is gone.
            } finally {
                lingering.release();
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
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            bytes.mark(limit);
        }

        @Override
        public synchronized void reset() {
            bytes.reset();
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
