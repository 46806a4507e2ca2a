package dev.gildong.oidc;

import com.nimbusds.jose.jwk.JWK;
import dev.gildong.http.ProblemException;
import dev.gildong.outbound.OutboundException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, remembered. They are read again when they are old, on a thread of its own, while the old ones
 * serve; a caller waits only where there are none, or where a token names one that is not known. Whatever callers ask,
 * the issuer is asked once in a pause. Safe for any number of threads.
 */
final class IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    /** Threads that an issuer who does not answer can hold. */
    private static final int MOST_WAITING = 32;

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final IssuerDocuments documents;
    private final OidcSettings settings;
    private final InstantSource clock;
    private final Executor threads;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.MIN);
    private volatile Instant triedAt = Instant.MIN;
    private @Nullable CompletableFuture<Void> reading;

    /** @param threads where they are read, one reading at a time */
    IssuerKeys(IssuerDocuments documents, OidcSettings settings, InstantSource clock, Executor threads) {
        this.documents = documents;
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
    }

    private record Known(List<JWK> keys, Instant readAt) {

        /** A clock that was set back makes them old as well. */
        boolean youngerThan(Duration age, Instant now) {
            return within(age, readAt, now);
        }
    }

    private static boolean within(Duration time, Instant start, Instant now) {
        return Duration.between(start, now).abs().compareTo(time) < 0;
    }

    /**
     * What the issuer signs with, as far as is known.
     *
     * @throws ProblemException 503 if nothing is known, or has not been for too long
     */
    List<JWK> current() {
        Known now = known;
        if (now.youngerThan(settings.keysRefresh(), clock.instant())) {
            return now.keys();
        }
        Optional<CompletableFuture<Void>> refresh = refresh();
        if (!now.youngerThan(settings.keysKeep(), clock.instant())) {
            refresh.ifPresent(this::await);
            now = known;
            if (!now.youngerThan(settings.keysKeep(), clock.instant())) {
                Duration pause = Duration.between(clock.instant(), triedAt.plus(settings.keysPause()));
                throw OidcProblems.unavailable(pause.toSeconds() + 1);
            }
        }
        return now.keys();
    }

    /**
     * The keys after the issuer was asked again, if it could be and the pause is over.
     *
     * @throws ProblemException 503 if too many wait for that
     */
    List<JWK> newer() {
        refresh().ifPresent(this::await);
        return known.keys();
    }

    /** The reading that goes on or begins now; empty in a pause. */
    private Optional<CompletableFuture<Void>> refresh() {
        lock.lock();
        try {
            CompletableFuture<Void> last = reading;
            if (last != null && !last.isDone()) {
                return Optional.of(last);
            }
            if (within(settings.keysPause(), triedAt, clock.instant())) {
                return Optional.empty();
            }
            triedAt = clock.instant();
            CompletableFuture<Void> next = CompletableFuture.runAsync(this::read, threads);
            reading = next;
            return Optional.of(next);
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        String name = documents.provider().name();
        try {
            known = new Known(documents.keys(), clock.instant());
            LOG.debug("{} keys of the OpenID provider {}", known.keys().size(), name);
        } catch (OutboundException | IssuerException e) {
            LOG.warn("the keys of the OpenID provider {} cannot be read: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the keys of the OpenID provider {} cannot be read", name, e);
        }
    }

    private void await(CompletableFuture<Void> refresh) {
        if (!places.tryAcquire()) {
            throw OidcProblems.busy();
        }
        try {
            refresh.get(settings.keysTimeout().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the keys did not come", e);
        } finally {
            places.release();
        }
    }
}
