package dev.gildong.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.gildong.http.ProblemException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times of a cron line in a time zone. Five fields: minute 0-59, hour 0-23, day of month 1-31, month 1-12 or
 * JAN-DEC, day of week 0-7 or SUN-SAT, where 0 and 7 are Sunday. A field is {@code *}, a value or a range {@code a-b},
 * the first and the last with a step after a slash if need be, or several of these with commas between them. Where both
 * days are limited, either is enough. {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly} and
 * {@code @yearly} stand for the usual lines.
 *
 * <p>When clocks change:
 *
 * <ul>
 *   <li>A line whose hour is {@code *} goes by the time that passes: every hour has its times, the one that comes twice
 *       has them twice, and the one that is left out has none.
 *   <li>With any other hour, every time that the line names comes once. One that is left out comes at the moment the
 *       clocks are put forward, and one that the clocks show twice comes the first time. So a daily line has exactly one
 *       time a day. Times that are left out together are one.
 * </ul>
 *
 * <p>db-scheduler's own parser finds the times by the wall clock; the change of clocks is decided here, since it would
 * leave out the day on which a time does not exist. Immutable, and safe for any number of threads.
 */
public final class Cron {
    /** What a line is made of and never longer than that. */
    private static final int MAX_LENGTH = 100;

    private static final String HELP = "must be five fields, minute hour day-of-month month day-of-week, as in"
            + " \"30 4 * * MON-FRI\" or \"*/15 * * * *\", or one of @hourly @daily @weekly @monthly @yearly;"
            + " at most " + MAX_LENGTH + " characters";
    private static final Map<String, String> NAMED = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *");
    private static final String VALUE = "(?:[0-9]{1,2}|[A-Za-z]{3})";
    private static final String PART = "(?:(?:\\*|" + VALUE + "-" + VALUE + ")(?:/[0-9]{1,2})?|" + VALUE + ")";
    private static final String FIELD = PART + "(?:," + PART + ")*";
    /** Narrower than what the parser takes, which knows more than five fields can say. */
    private static final Pattern LINE = Pattern.compile(FIELD + "(?:[ \t]+" + FIELD + "){4}");

    private static final Pattern EVERY_HOUR = Pattern.compile("\\S+[ \t]+\\*(?:/0?1)?[ \t].*");

    private final String text;
    private final ZoneId zone;
    private final boolean everyHour;
    private final CronSchedule wallClock;

    private Cron(String text, ZoneId zone, String line) {
        this.text = text;
        this.zone = zone;
        this.everyHour = EVERY_HOUR.matcher(line).matches();
        this.wallClock = new CronSchedule(line, ZoneOffset.UTC, CronStyle.UNIX);
    }

    /**
     * Reads a cron line.
     *
     * @throws ProblemException 400 at {@code /cron} if it is none, or has no times, as 30 February
     */
    public static Cron of(String text, ZoneId zone) {
        String line = NAMED.getOrDefault(text, text);
        if (text.length() > MAX_LENGTH || !LINE.matcher(line).matches()) {
            throw ProblemException.invalid("/cron", HELP);
        }
        Cron cron;
        try {
            cron = new Cron(text, zone, line);
        } catch (IllegalArgumentException e) { // a value or range that there is not; the message quotes it
            throw ProblemException.invalid("/cron", HELP);
        }
        if (cron.next(Instant.EPOCH).isEmpty()) {
            throw ProblemException.invalid("/cron", "names no day that is in any calendar");
        }
        return cron;
    }

    /**
     * The time zone of this IANA id, such as {@code Europe/Berlin} or {@code UTC}.
     *
     * @throws ProblemException 400 at {@code /timeZone} if there is none
     */
    public static ZoneId zone(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw ProblemException.invalid("/timeZone", "must be an IANA time zone, such as Europe/Berlin or UTC");
        }
        return ZoneId.of(id);
    }

    /** As it was given. */
    public String text() {
        return text;
    }

    /** Whose clock it goes by. */
    public ZoneId zone() {
        return zone;
    }

    /** The first time after this instant and not at it; empty if there is none any more before the year 2500. */
    public Optional<Instant> next(Instant after) {
        return everyHour ? nextAsTimePasses(after) : nextByTheClock(after);
    }

    /** From one change of clocks to the next, the offset from UTC stays the same. */
    private Optional<Instant> nextAsTimePasses(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant from = after;
        LocalDateTime local = LocalDateTime.ofInstant(from, zone);
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<Instant> found = nextLocal(local).map(next -> next.toInstant(offset));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (found.isEmpty() || change == null || found.get().isBefore(change.getInstant())) {
                return found;
            }
            from = change.getInstant();
            local = change.getDateTimeAfter().minusNanos(1); // what the clocks show at the change may be a time itself
        }
    }

    private Optional<Instant> nextByTheClock(Instant after) {
        ZoneRules rules = zone.getRules();
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        ZoneOffsetTransition repeated = rules.getTransition(local);
        if (repeated != null && !after.isBefore(repeated.getInstant())) {
            local = repeated.getDateTimeBefore().minusNanos(1); // the clocks have shown all this before
        }
        return nextLocal(local).map(next -> {
            ZoneOffsetTransition change = rules.getTransition(next);
            return change != null && change.isGap()
                    ? change.getInstant()
                    : next.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
        });
    }

    /** By a clock that is never changed. */
    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        Instant next =
                wallClock.getNextExecutionTime(ExecutionComplete.simulatedSuccess(after.toInstant(ZoneOffset.UTC)));
        return next.equals(Schedule.NEVER)
                ? Optional.empty()
                : Optional.of(LocalDateTime.ofInstant(next, ZoneOffset.UTC));
    }
}
