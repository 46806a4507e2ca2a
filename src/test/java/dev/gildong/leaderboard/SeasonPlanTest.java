package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonPlanTest {
    private static final String BERLIN = "Europe/Berlin";

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    private static Definition board(String every, String zone, int late, String closesAt) {
        return new DefinitionBody(
                        null,
                        null,
                        null,
                        null,
                        every == null ? null : new DefinitionBody.SeasonBody(every, zone, late),
                        null,
                        closesAt,
                        null,
                        null,
                        null,
                        null,
                        null)
                .definition();
    }

    private static Season season(SeasonPlan plan, Definition definition) {
        return plan.season(1, 1, definition.closesAt(), plan.startsAt());
    }

    @ParameterizedTest
    @CsvSource({
        "day,   2026-03-28T12:00:00Z, 2026-03-28T23:00:00Z",
        "day,   2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "day,   2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "day,   2026-10-25T23:00:00Z, 2026-10-26T23:00:00Z",
        "week,  2026-11-22T10:00:00Z, 2026-11-22T23:00:00Z",
        "week,  2026-11-22T23:00:00Z, 2026-11-29T23:00:00Z",
        "week,  2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z",
        "month, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        "month, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        "30 2 * * *, 2026-03-28T01:30:00Z, 2026-03-29T01:00:00Z",
        "30 2 * * *, 2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z",
        "30 2 * * *, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z"
    })
    void seasonShouldEndByTheClocksOfBerlinAlsoWhenTheyChange(String every, String start, String end) {
        Definition definition = board(every, BERLIN, 0, null);

        assertThat(SeasonPlan.of(definition, at(start), at(start)))
                .isEqualTo(new SeasonPlan(at(start), Optional.of(at(end)), Duration.ZERO));
    }

    @Test
    void downtimeShouldSkipSeasonsThatNobodySaw() {
        Definition definition = board("day", BERLIN, 60, null);

        SeasonPlan plan = SeasonPlan.of(definition, at("2026-10-20T22:00:00Z"), at("2026-10-26T09:00:00Z"));

        assertThat(plan.startsAt()).isEqualTo(at("2026-10-25T23:00:00Z"));
        Season season = season(plan, definition);
        assertThat(season.endsAt()).hasValue(at("2026-10-26T23:00:00Z"));
        assertThat(season.acceptsUntil()).hasValue(at("2026-10-26T23:01:00Z"));
    }

    @Test
    void endOfASeasonShouldBelongToTheNextOne() {
        Definition definition = board("day", "UTC", 0, null);
        Instant midnight = at("2026-11-23T00:00:00Z");

        assertThat(SeasonPlan.of(definition, at("2026-11-22T00:00:00Z"), midnight.minusNanos(1000))
                        .startsAt())
                .isEqualTo(at("2026-11-22T00:00:00Z"));
        assertThat(SeasonPlan.of(definition, at("2026-11-22T00:00:00Z"), midnight)
                        .startsAt())
                .isEqualTo(midnight);
    }

    /** One season after the other, as nobody would do it. */
    private static Instant startByWalking(SeasonRule rule, Instant from, Instant until) {
        Instant start = from;
        Optional<Instant> end = rule.end(start);
        while (end.isPresent() && !end.get().isAfter(until)) {
            start = end.get();
            end = rule.end(start);
        }
        return start;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"day", "week", "month", "*/7 * * * *", "* 3 * * *", "30 2 * * *", "0 12 13 * FRI", "0 0 29 2 *"})
    void skippingShouldFindTheSameSeasonAsGoingThroughAllOfThem(String every) {
        SeasonRule rule = new SeasonRule(every, BERLIN, 0);
        Random random = new Random(7);
        List<Instant> ends = new ArrayList<>(List.of(at("2026-03-29T01:00:00Z"), at("2026-10-25T01:00:00Z")));
        for (int i = 0; i < 40; i++) {
            ends.add(at("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(260 * 86_400)));
        }
        for (Instant until : ends) {
            for (Duration down :
                    List.of(Duration.ZERO, Duration.ofMinutes(3), Duration.ofHours(7), Duration.ofDays(9))) {
                Instant from = until.minus(down);
                assertThat(rule.lastEnd(from, until))
                        .as("%s from %s until %s", every, from, until)
                        .isEqualTo(startByWalking(rule, from, until));
            }
        }
    }

    @Test
    @Timeout(10)
    void decadesOfMinutesShouldBeSkippedAtOnce() {
        Definition definition = board("* * * * *", "UTC", 0, null);

        assertThat(SeasonPlan.of(definition, at("2000-01-01T00:00:00Z"), at("2026-11-22T10:00:30Z"))
                        .startsAt())
                .isEqualTo(at("2026-11-22T10:00:00Z"));
    }

    @Test
    void seasonShouldEndWhereTheBoardClosesInItsMiddle() {
        Definition definition = board("week", "UTC", 60, "2026-11-25T12:00:00Z");

        SeasonPlan plan = SeasonPlan.of(definition, at("2026-11-23T00:00:00Z"), at("2026-11-24T00:00:00Z"));
        Season season = season(plan, definition);

        assertThat(plan.ruleEnd()).hasValue(at("2026-11-30T00:00:00Z"));
        assertThat(season.endsAt()).hasValue(at("2026-11-25T12:00:00Z"));
        assertThat(season.acceptsUntil()).hasValue(at("2026-11-25T12:01:00Z"));
    }

    @Test
    void lastSeasonOfAClosedBoardShouldBeFoundLongAfter() {
        Definition definition = board("day", "UTC", 0, "2026-11-25T12:00:00Z");
        Season season =
                season(SeasonPlan.of(definition, at("2026-11-01T00:00:00Z"), at("2027-01-01T00:00:00Z")), definition);
        assertThat(season.startsAt()).isEqualTo(at("2026-11-25T00:00:00Z"));
        assertThat(season.endsAt()).hasValue(at("2026-11-25T12:00:00Z"));

        Definition atMidnight = board("day", "UTC", 0, "2026-11-25T00:00:00Z");
        Season before =
                season(SeasonPlan.of(atMidnight, at("2026-11-01T00:00:00Z"), at("2027-01-01T00:00:00Z")), atMidnight);
        assertThat(before.startsAt()).isEqualTo(at("2026-11-24T00:00:00Z"));
        assertThat(before.endsAt()).hasValue(at("2026-11-25T00:00:00Z"));
    }

    @Test
    void boardThatWasClosedFromTheStartShouldHaveAnEmptySeason() {
        Definition definition = board(null, "UTC", 0, "2026-11-01T00:00:00Z");
        Instant made = at("2026-11-22T00:00:00Z");

        assertThat(season(SeasonPlan.of(definition, made, made), definition).endsAt())
                .hasValue(made);
    }

    @Test
    void boardThatOpensLaterShouldBeginThen() {
        Instant opens = at("2026-12-24T18:00:00Z");

        assertThat(SeasonPlan.of(board("day", "UTC", 0, null), opens, at("2026-11-22T00:00:00Z")))
                .isEqualTo(new SeasonPlan(opens, Optional.of(at("2026-12-25T00:00:00Z")), Duration.ZERO));
        assertThat(SeasonPlan.of(board(null, "UTC", 0, null), opens, at("2026-11-22T00:00:00Z")))
                .isEqualTo(new SeasonPlan(opens, Optional.empty(), Duration.ZERO));
    }

    @Test
    void newRuleShouldHoldAtOnceOnlyWhereTheSeasonHasNoEnd() {
        Instant start = at("2026-01-01T00:00:00Z");
        Instant now = at("2026-11-22T10:00:00Z");
        SeasonPlan ending = new SeasonPlan(start, Optional.of(at("2027-01-01T00:00:00Z")), Duration.ofSeconds(5));
        SeasonPlan endless = new SeasonPlan(start, Optional.empty(), Duration.ZERO);
        Definition daily = board("day", "UTC", 60, null);

        assertThat(ending.changedTo(daily, now)).isEqualTo(ending);
        assertThat(ending.changedTo(board(null, "UTC", 0, null), now)).isEqualTo(ending);
        assertThat(endless.changedTo(daily, now))
                .isEqualTo(new SeasonPlan(start, Optional.of(at("2026-11-23T00:00:00Z")), Duration.ofMinutes(1)));
    }
}
