package dev.gildong.limit;

import dev.gildong.http.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what the limits refuse. */
final class Refusals {
    private final MeterRegistry meters;
    private final String reason;

    /**
     * Refusals for a reason.
     *
     * @param reason in the label of that name
     */
    Refusals(MeterRegistry meters, String reason) {
        this.meters = meters;
        this.reason = reason;
        for (Kind kind : Kind.values()) {
            if (kind != Kind.OPERATIONS) {
                counter(kind); // a rate of what was never there cannot be told from one of nothing
            }
        }
    }

    /**
     * Takes a token of this caller.
     *
     * @return what is left, as the header RateLimit tells it
     * @throws ProblemException 429 if there is none, which was counted
     */
    String take(Rate rate, Object caller, Kind kind) {
        try {
            return rate.take(caller);
        } catch (ProblemException e) {
            count(kind);
            throw e;
        }
    }

    void count(Kind kind) {
        counter(kind).increment();
    }

    private Counter counter(Kind kind) {
        return Counter.builder("gildong.http.refusals")
                .description("Requests that were refused because there were too many")
                .tag("reason", reason)
                .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(meters);
    }
}
