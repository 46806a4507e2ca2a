package dev.gildong.autoscale;

import static dev.gildong.autoscale.Decision.Action.IN;
import static dev.gildong.autoscale.Decision.Action.OUT;

import dev.gildong.autoscale.Claim.Begun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How an instance comes and goes so that no request is lost. Both ways are noted before they begin, and can be begun
 * again at any point of them.
 */
final class Steps {
    private static final Duration POLL = Duration.ofMillis(200);
    /** How long connections that HAProxy keeps to an instance that has stopped may take to be gone. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final HaproxyRuntime haproxy;
    private final InstanceProvider instances;
    private final InstanceClient client;
    private final Claim claim;
    private final Patience patience;
    private final LongSupplier nanos;

    /**
     * How long each way may take.
     *
     * @param start until a process that was started can serve requests
     * @param drain until the last request at an instance has ended
     */
    record Patience(Duration start, Duration drain) {}

    /** @param nanos a monotonic clock */
    Steps(Site site, Claim claim, Patience patience, LongSupplier nanos) {
        this.haproxy = site.haproxy();
        this.instances = site.instances();
        this.client = site.client();
        this.claim = claim;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** What was begun and not ended: a crash or an error came between. */
    Optional<Begun> begun() throws IOException {
        return claim.begun();
    }

    /**
     * Starts an instance, unless it runs, and has it take requests once it can.
     *
     * @throws IOException if it did not come; it is stopped by then, or will be the next time
     */
    void out(int port) throws IOException {
        claim.begin(OUT, port);
        if (instances.running(List.of(port)).isEmpty()) {
            instances.start(port);
        }
        if (!within(patience.start(), () -> client.ready(port))) {
            in(port);
            throw new IOException("node%d was not ready within %d s and is stopped again; see %s"
                    .formatted(port, patience.start().toSeconds(), instances.log(port)));
        }
        haproxy.add(port);
        claim.end();
    }

    /** Lets an instance end its requests, stops it and forgets it. */
    void in(int port) throws IOException {
        claim.begin(IN, port);
        boolean known = haproxy.servers().stream().anyMatch(server -> server.port() == port);
        if (known) {
            haproxy.drain(port);
            // Twice, since a request may have been on its way there when it was asked first. After that it goes all
            // the same: the instance itself lets its requests end.
            within(patience.drain(), () -> haproxy.requests(port) == 0 && pause() && haproxy.requests(port) == 0);
            haproxy.maintain(port);
        }
        instances.stop(port);
        if (known) {
            remove(port);
        }
        claim.end();
    }

    private void remove(int port) throws IOException {
        long begin = nanos.getAsLong();
        while (true) {
            try {
                haproxy.remove(port);
                return;
            } catch (HaproxyException e) {
                if (nanos.getAsLong() - begin > CLOSING.toNanos()) {
                    throw e;
                }
                pause();
            }
        }
    }

    private boolean within(Duration limit, Condition condition) throws IOException {
        long begin = nanos.getAsLong();
        while (!condition.holds()) {
            if (nanos.getAsLong() - begin > limit.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static boolean pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }
}
