package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Json;
import dev.gildong.http.MergePatch;
import dev.gildong.http.ProblemException;
import dev.gildong.schedule.Cron;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition as it is sent and shown; what is left out takes its default. The scores in its rules are written as those
 * of the board, with its decimals.
 */
record DefinitionBody(
        Definition.@Nullable Order order,
        Definition.@Nullable Keep keep,
        @Nullable Integer decimals,
        Definition.@Nullable Ties ties,
        @Nullable SeasonBody season,
        @Nullable String opensAt,
        @Nullable String closesAt,
        @Nullable RulesBody rules,
        Definition.@Nullable Submit submit,
        @Nullable Integer keepSeasons,
        Definition.@Nullable Read read,
        @Nullable Boolean frozen) {
    private static final int MAX_DECIMALS = 6;
    private static final int MAX_KEPT = 10_000;
    private static final int MAX_LATE_SECONDS = 86_400;
    private static final int MAX_PER_MINUTE = 10_000;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    /** Where cron lines end too. */
    private static final Instant LATEST = Instant.parse("2500-01-01T00:00:00Z");

    static DefinitionBody of(Definition definition) {
        return new DefinitionBody(
                definition.order(),
                definition.keep(),
                definition.decimals(),
                definition.ties(),
                definition.season() == null ? null : SeasonBody.of(definition.season()),
                definition.opensAt() == null ? null : definition.opensAt().toString(),
                definition.closesAt() == null ? null : definition.closesAt().toString(),
                definition.rules().equals(ScoreRules.NONE) ? null : RulesBody.of(definition),
                definition.submit(),
                definition.keepSeasons(),
                definition.read(),
                definition.frozen());
    }

    /**
     * The same with changes (RFC 7396).
     *
     * @throws ProblemException 400 if what comes of it is no body of this form
     */
    DefinitionBody merged(ObjectNode patch) {
        return Json.read(MergePatch.apply(Json.MAPPER.valueToTree(this), patch), DefinitionBody.class, "");
    }

    /**
     * What it means.
     *
     * @throws ProblemException 400 at the part that cannot be
     */
    Definition definition() {
        int digits = within(decimals == null ? 0 : decimals, 0, MAX_DECIMALS, "/decimals");
        Instant opens = instant(opensAt, "/opensAt");
        Instant closes = instant(closesAt, "/closesAt");
        if (opens != null && closes != null && !opens.isBefore(closes)) {
            throw ProblemException.invalid("/closesAt", "must be later than opensAt");
        }
        if (keepSeasons != null) {
            within(keepSeasons, 0, MAX_KEPT, "/keepSeasons");
        }
        return new Definition(
                Objects.requireNonNullElse(order, Definition.Order.HIGHEST),
                Objects.requireNonNullElse(keep, Definition.Keep.BEST),
                digits,
                Objects.requireNonNullElse(ties, Definition.Ties.EARLIEST),
                season == null ? null : season.rule(),
                opens,
                closes,
                rules == null ? ScoreRules.NONE : rules.rules(new Decimals(digits)),
                Objects.requireNonNullElse(submit, Definition.Submit.PLAYERS),
                keepSeasons,
                Objects.requireNonNullElse(read, Definition.Read.PLAYERS),
                Boolean.TRUE.equals(frozen));
    }

    private static int within(int value, int min, int max, String pointer) {
        if (value < min || value > max) {
            throw ProblemException.invalid(pointer, "must be " + min + " to " + max);
        }
        return value;
    }

    private static @Nullable Instant instant(@Nullable String text, String pointer) {
        if (text == null) {
            return null;
        }
        Instant instant;
        try {
            instant = Instant.parse(text).truncatedTo(ChronoUnit.MICROS); // as all instants are stored
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(pointer, "must be an RFC 3339 date and time, such as 2030-01-31T12:00:00Z");
        }
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw ProblemException.invalid(pointer, "must lie in the years 2000 to 2499");
        }
        return instant;
    }

    /** When seasons end, as it is sent and shown. */
    record SeasonBody(
            @JsonProperty(required = true) String every,
            @Nullable String timeZone,
            @Nullable Integer lateSeconds) {

        static SeasonBody of(SeasonRule rule) {
            return new SeasonBody(rule.every(), rule.timeZone(), Math.toIntExact(rule.lateSeconds()));
        }

        SeasonRule rule() {
            String zone = timeZone == null ? "UTC" : timeZone;
            try {
                Cron.zone(zone);
            } catch (ProblemException e) {
                throw e.at("/season/timeZone");
            }
            int late = within(lateSeconds == null ? 0 : lateSeconds, 0, MAX_LATE_SECONDS, "/season/lateSeconds");
            SeasonRule rule = new SeasonRule(every, zone, late);
            try {
                rule.end(Instant.EPOCH);
            } catch (ProblemException e) {
                throw e.at("/season/every");
            }
            return rule;
        }
    }

    /** What a score must keep to, as it is sent and shown. */
    record RulesBody(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable BigDecimal maxChange,
            @Nullable Integer perMinute) {

        static RulesBody of(Definition definition) {
            ScoreRules rules = definition.rules();
            return new RulesBody(
                    written(rules.min(), definition),
                    written(rules.max(), definition),
                    written(rules.maxChange(), definition),
                    rules.perMinute());
        }

        private static @Nullable BigDecimal written(@Nullable Long units, Definition definition) {
            return units == null ? null : BigDecimal.valueOf(units, definition.decimals());
        }

        ScoreRules rules(Decimals decimals) {
            Long smallest = min == null ? null : decimals.units(min, "/rules/min");
            Long largest = max == null ? null : decimals.units(max, "/rules/max");
            Long change = maxChange == null ? null : decimals.units(maxChange, "/rules/maxChange");
            if (smallest != null && largest != null && smallest > largest) {
                throw ProblemException.invalid("/rules/max", "must not be less than min");
            }
            if (change != null && change <= 0) {
                throw ProblemException.invalid("/rules/maxChange", "must be more than 0");
            }
            if (perMinute != null) {
                within(perMinute, 1, MAX_PER_MINUTE, "/rules/perMinute");
            }
            return new ScoreRules(smallest, largest, change, perMinute);
        }
    }
}
