package dev.gildong.leaderboard;

import dev.gildong.http.ProblemException;
import dev.gildong.schedule.Cron;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When seasons end; each begins where the one before it ended.
 *
 * @param every {@code day}, {@code week} (on Mondays), {@code month}, or a cron line, see {@link Cron}
 * @param timeZone IANA id
 * @param lateSeconds how long after its end a season still takes scores that name it
 */
public record SeasonRule(String every, String timeZone, long lateSeconds) {
    private static final Map<String, String> NAMED =
            Map.of("day", "0 0 * * *", "week", "0 0 * * MON", "month", "0 0 1 * *");
    private static final Duration STEP = Duration.ofMinutes(1);

    /**
     * The end of a season that begins at this instant; empty if there is none any more.
     *
     * @throws ProblemException 400 at {@code /cron} or {@code /timeZone} if this is no rule
     */
    Optional<Instant> end(Instant start) {
        return times().next(start);
    }

    /** The last end of a season after one instant and not after another; the former itself if there is none. */
    Instant lastEnd(Instant from, Instant until) {
        Cron times = times();
        Instant last = from;
        // Back in steps that double, or a board that nobody asked for in years would cost a step for each season.
        for (Duration back = STEP; until.minus(back).isAfter(from); back = back.multipliedBy(2)) {
            Optional<Instant> end = times.next(until.minus(back)).filter(at -> !at.isAfter(until));
            if (end.isPresent()) {
                last = end.get();
                break;
            }
        }
        Optional<Instant> next = times.next(last);
        while (next.isPresent() && !next.get().isAfter(until)) {
            last = next.get();
            next = times.next(last);
        }
        return last;
    }

    private Cron times() {
        return Cron.of(NAMED.getOrDefault(every, every), Cron.zone(timeZone));
    }

    Duration late() {
        return Duration.ofSeconds(lateSeconds);
    }
}
