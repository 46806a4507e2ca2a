package dev.gildong.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What becomes of the times of a schedule at which no node ran. */
enum Missed {
    /** All of them together are one run, for the first of them. */
    @JsonProperty("once")
    ONCE,
    /** Each has its run, one after the other. */
    @JsonProperty("each")
    EACH,
    /** Those that are more than a minute past have no run. */
    @JsonProperty("skip")
    SKIP;

    private static final Duration LATE = Duration.ofSeconds(60);

    /** Whether a time that a node came to only now has its run. */
    boolean runs(Instant time, Instant now) {
        return this != SKIP || !time.isBefore(now.minus(LATE));
    }

    /** After which instant to look for the time that follows this one. */
    Instant after(Instant time, Instant now) {
        Instant reached = switch (this) {
            case ONCE -> now;
            case EACH -> time;
            case SKIP -> now.minus(LATE).minusNanos(1);
        };
        return reached.isAfter(time) ? reached : time;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Missed of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
