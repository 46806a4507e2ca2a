package dev.gildong.outbound;

import dev.gildong.outbound.OutboundException.Kind;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Whether a call is sent again, and after which pause. */
final class Retries {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Retries() {}

    /** Only where the first request cannot have been carried out, or may be carried out twice. */
    static boolean allowed(OutboundRequest request, OutboundResult result) {
        if (result.response().isPresent()) {
            int status = result.response().get().status();
            return request.idempotent() && status >= 502 && status <= 504;
        }
        OutboundException failure = result.failure().orElseThrow();
        return failure.kind() == Kind.UNREACHABLE
                || failure.kind() == Kind.BROKEN && request.idempotent() && !failure.isLasting();
    }

    /**
     * Nanoseconds to wait: about 100 ms, doubled with each attempt, and between half of it and all of it by chance, so
     * that those who failed together do not come back together; or longer, where the host asked for it.
     *
     * @param attempt 1 for the first one that repeats another
     */
    static long pause(OutboundResult result, int attempt) {
        long longest = FIRST_PAUSE_NANOS << (attempt - 1);
        long pause = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        return Math.max(pause, result.response().flatMap(Retries::asked).orElse(0L));
    }

    /** {@code Retry-After} (RFC 9110, section 10.2.3); a date is held against the host's own clock. */
    private static Optional<Long> asked(OutboundResponse response) {
        String text = response.header("Retry-After").orElse("");
        if (text.matches("\\d{1,9}")) {
            return Optional.of(TimeUnit.SECONDS.toNanos(Long.parseLong(text)));
        }
        try {
            Duration wait = Duration.between(date(response.header("Date").orElse("")), date(text));
            return Optional.of(TimeUnit.SECONDS.toNanos(wait.toSeconds()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
