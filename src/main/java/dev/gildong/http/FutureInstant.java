package dev.gildong.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** A date and time of a request body by which something is to end. */
public final class FutureInstant {
    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private FutureInstant() {}

    /**
     * Reads one, to the microsecond.
     *
     * @param pointer where in the body it is (RFC 6901), for the answer
     * @param now by the database's clock
     * @throws ProblemException 400 if it is none, or past, or more than 100 years ahead
     */
    public static Instant of(String text, String pointer, Instant now) {
        Instant instant;
        try {
            instant = Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(pointer, "must be an RFC 3339 date and time, such as 2030-01-31T12:00:00Z");
        }
        if (!instant.isAfter(now) || instant.isAfter(now.plus(FURTHEST))) {
            throw ProblemException.invalid(pointer, "must be later than now, and not by more than 100 years");
        }
        return instant;
    }
}
