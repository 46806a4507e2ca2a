package dev.gildong.leaderboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a season begins and ends, before anyone closes the board.
 *
 * @param startsAt the first instant that belongs to it
 * @param ruleEnd where the rule ends it that held when it began; empty for nowhere
 * @param late how long after its end it still takes scores that name it
 */
record SeasonPlan(Instant startsAt, Optional<Instant> ruleEnd, Duration late) {

    /**
     * The season of this moment. Those that began and ended while nobody was there are left out.
     *
     * @param from where the season before it ended, or where the board began; may lie ahead
     */
    static SeasonPlan of(Definition definition, Instant from, Instant now) {
        SeasonRule rule = definition.season();
        if (rule == null) {
            return new SeasonPlan(from, Optional.empty(), Duration.ZERO);
        }
        Instant closes = definition.closesAt();
        Instant start = rule.lastEnd(from, closes == null || closes.isAfter(now) ? now : closes.minusNanos(1));
        return new SeasonPlan(start, rule.end(start), rule.late());
    }

    /** A rule that is new holds from the next season on; in a season that would never end, from now on. */
    SeasonPlan changedTo(Definition definition, Instant now) {
        SeasonRule rule = definition.season();
        return rule == null || ruleEnd.isPresent() ? this : new SeasonPlan(startsAt, rule.end(now), rule.late());
    }

    /**
     * The season, which ends when the board closes if that is earlier.
     *
     * @param closesAt null for never
     * @param earliest closing cannot end it before this, since that is past
     */
    Season season(long board, int number, @Nullable Instant closesAt, Instant earliest) {
        Optional<Instant> closing = Optional.ofNullable(closesAt).map(at -> at.isBefore(earliest) ? earliest : at);
        Optional<Instant> end =
                Stream.concat(ruleEnd.stream(), closing.stream()).min(Instant::compareTo);
        return new Season(board, number, startsAt, end, end.map(at -> at.plus(late)), Season.State.OPEN);
    }
}
