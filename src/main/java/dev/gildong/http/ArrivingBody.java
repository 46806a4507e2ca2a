package dev.gildong.http;

import dev.gildong.http.BodyArrivalFilter.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One body that is on its way. The server calls it when there is something to read, and when the time is over. */
final class ArrivingBody implements ReadListener, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivingBody.class);
    private static final Map<String, String> CLOSE = Map.of("Connection", "close");
    /** What is read and thrown away of a body that is too long: a client that still sends would not see the answer. */
    private static final int LINGER_BYTES = 1 << 20;

    private static final int TRASH_BYTES = 8192;

    private final AsyncContext async;
    private final ServletInputStream in;
    private final ArrivingBodies.Place place;
    private final BodyBuffer body;
    private final boolean stated;
    private final AtomicBoolean ended = new AtomicBoolean();
    private int thrownAway;

    /**
     * A body.
     *
     * @param body what has come of it; it is full with the stated length, or where there is none, with a byte too many
     */
    ArrivingBody(AsyncContext async, ArrivingBodies.Place place, BodyBuffer body, boolean stated) throws IOException {
        this.async = async;
        this.in = async.getRequest().getInputStream();
        this.place = place;
        this.body = body;
        this.stated = stated;
    }

    /** Returns at once. */
    void await(HttpSettings settings) {
        long length = stated
                ? async.getRequest().getContentLengthLong()
                : settings.maxBodyBytes((HttpServletRequest) async.getRequest());
        async.setTimeout(settings.bodyTimeout().toMillis() + length * 1000 / settings.minBodyRate());
        async.addListener(this);
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && in.isReady() && !in.isFinished()) {
            int read = body.full() ? throwAway() : body.read(in);
            if (read < 0 || stated && body.full()) {
                onAllDataRead();
            } else if (thrownAway > LINGER_BYTES) {
                end(tooLong());
            }
        }
    }

    private int throwAway() throws IOException {
        int read = in.read(new byte[TRASH_BYTES]);
        thrownAway += Math.max(0, read);
        return read;
    }

    @Override
    public void onAllDataRead() {
        if (stated == body.full()) {
            end(Outcome.arrived(body.bytes()));
        } else {
            end(stated ? broken() : tooLong());
        }
    }

    private static Outcome tooLong() {
        return Outcome.refused(ProblemType.TOO_LARGE, "It is longer than this server takes.", CLOSE);
    }

    private static Outcome broken() {
        return Outcome.refused(ProblemType.INVALID, "The body did not arrive whole, or in time.", CLOSE);
    }

    private void end(Outcome outcome) {
        if (ended.compareAndSet(false, true)) {
            place.leave();
            async.getRequest().setAttribute(BodyArrivalFilter.OUTCOME, outcome);
            try {
                async.dispatch();
            } catch (RuntimeException e) { // the server has given it up, or has no way to that path
                LOG.debug("a request whose body has come cannot go on", e);
                async.complete();
            }
        }
    }

    @Override
    public void onError(Throwable gone) {
        LOG.debug("a body did not come", gone);
        end(broken());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(!stated && body.full() ? tooLong() : broken());
    }

    @Override
    public void onError(AsyncEvent event) {
        end(broken());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (ended.compareAndSet(false, true)) {
            place.leave();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
