package dev.gildong.outbound;

import dev.gildong.outbound.OutboundException.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One origin: how many calls run, how many wait, and whether it is left alone because too many failed. Failed means no
 * connection, a broken one, no answer in time, or a status of 500 and above. Safe for any number of threads.
 */
final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final int WINDOW = 20;
    private static final int FEWEST = 10;
    private static final float FAILED_PERCENT = 50;
    private static final Duration NEVER_SLOW = Duration.ofDays(365);

    private final PinnedHttp http;
    private final CircuitBreaker circuit;
    private final Semaphore turns;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int maxWaiting;

    Host(Origin origin, Network network) {
        OutboundSettings settings = network.settings();
        this.http = new PinnedHttp(origin, network);
        this.turns = new Semaphore(settings.maxCallsPerHost(), true);
        this.maxWaiting = settings.maxWaitingPerHost();
        this.circuit = CircuitBreaker.of(origin.hostHeader(), rules(settings));
        circuit.getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "calls to {}: {}",
                        event.getCircuitBreakerName(),
                        event.getStateTransition().getToState()));
    }

    /** When a host is left alone, and for how long. */
    static CircuitBreakerConfig rules(OutboundSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        WINDOW, FEWEST, SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(FAILED_PERCENT)
                .waitDurationInOpenState(settings.suspendTime())
                .permittedNumberOfCallsInHalfOpenState(1)
                .slowCallDurationThreshold(NEVER_SLOW) // by default a minute, and slow is as bad as failed
                .recordResult(result -> result instanceof OutboundResponse answer && answer.status() >= 500)
                .build();
    }

    /**
     * Waits for a turn. Whoever gets one calls {@link #done} in the end.
     *
     * @throws OutboundException BUSY if too many wait, TIMED_OUT if the turn does not come in time
     */
    void takeTurn(Deadline deadline) throws OutboundException {
        try {
            if (turns.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                return;
            }
            if (waiting.incrementAndGet() > maxWaiting) {
                waiting.decrementAndGet();
                throw new OutboundException(Kind.BUSY, "Too many calls to this host are waiting.");
            }
            try {
                if (!turns.tryAcquire(deadline.left(), TimeUnit.NANOSECONDS)) {
                    throw new OutboundException(Kind.TIMED_OUT, "Earlier calls to this host took all the time.");
                }
            } finally {
                waiting.decrementAndGet();
            }
        } catch (InterruptedException e) {
            throw OutboundException.givenUp(e);
        }
    }

    void done() {
        turns.release();
    }

    /** Sends a request once, unless the host is left alone. */
    OutboundResult attempt(OutboundRequest request, int attempt, Deadline deadline) {
        if (deadline.left() <= 0) { // the host was not asked, so it did not fail
            return OutboundResult.of(
                    new OutboundException(Kind.TIMED_OUT, "The time of the call was over before it was made."));
        }
        if (!circuit.tryAcquirePermission()) {
            return OutboundResult.of(new OutboundException(
                    Kind.SUSPENDED, "Calls to this host failed too often; it is left alone for a while."));
        }
        long start = circuit.getCurrentTimestamp();
        boolean judged = false;
        try {
            OutboundResponse response = http.exchange(request, attempt, deadline);
            judged = true;
            circuit.onResult(circuit.getCurrentTimestamp() - start, circuit.getTimestampUnit(), response);
            return OutboundResult.of(response);
        } catch (OutboundException e) {
            if (hostFailed(e)) {
                judged = true;
                circuit.onError(circuit.getCurrentTimestamp() - start, circuit.getTimestampUnit(), e);
            }
            return OutboundResult.of(e);
        } finally {
            if (!judged) {
                circuit.releasePermission();
            }
        }
    }

    /** What we refused, or gave up ourselves, tells nothing about the host. */
    private static boolean hostFailed(OutboundException failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, TIMED_OUT -> true;
            case BROKEN -> !(failure.getCause() instanceof InterruptedException);
            case REFUSED, TOO_LARGE, BUSY, SUSPENDED -> false;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
