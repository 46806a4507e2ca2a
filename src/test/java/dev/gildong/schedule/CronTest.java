package dev.gildong.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.http.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Sunday. */
    private static final Instant START = Instant.parse("2026-11-22T10:15:30.123456Z");

    private static List<String> times(String cron, ZoneId zone, String from, int count) {
        Cron times = Cron.of(cron, zone);
        List<String> found = new ArrayList<>();
        Instant time = Instant.parse(from);
        for (int i = 0; i < count; i++) {
            time = times.next(time).orElseThrow();
            found.add(LocalDateTime.ofInstant(time, zone)
                    + zone.getRules().getOffset(time).getId());
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *            | 2026-11-22T10:16:00Z",
                "*/15 * * * *         | 2026-11-22T10:30:00Z",
                "5,20 * * * *         | 2026-11-22T10:20:00Z",
                "0 9-17/4 * * *       | 2026-11-22T13:00:00Z",
                "30 4 * * MON-FRI     | 2026-11-23T04:30:00Z",
                "30 4 * * mon,wed     | 2026-11-23T04:30:00Z",
                "0 12 * * 0           | 2026-11-22T12:00:00Z",
                "0 12 * * 7           | 2026-11-22T12:00:00Z",
                "0 0 * * 6-7          | 2026-11-28T00:00:00Z",
                "0 0 1 JAN *          | 2027-01-01T00:00:00Z",
                "0 0 31 * *           | 2026-12-31T00:00:00Z",
                "0 0 29 2 *           | 2028-02-29T00:00:00Z",
                "0 0 13 * FRI         | 2026-11-27T00:00:00Z",
                "0 0 30 2 MON         | 2027-02-01T00:00:00Z",
                "0  0 \t1 1   *       | 2027-01-01T00:00:00Z",
                "@hourly              | 2026-11-22T11:00:00Z",
                "@daily               | 2026-11-23T00:00:00Z",
                "@weekly              | 2026-11-29T00:00:00Z",
                "@monthly             | 2026-12-01T00:00:00Z",
                "@yearly              | 2027-01-01T00:00:00Z",
            })
    void fieldsShouldMeanWhatTheyDoInCron(String cron, String next) {
        assertThat(Cron.of(cron, ZoneOffset.UTC).next(START)).contains(Instant.parse(next));
    }

    @Test
    void nextShouldComeStrictlyAfter() {
        Cron cron = Cron.of("16 10 * * *", ZoneOffset.UTC);

        assertThat(cron.next(Instant.parse("2026-11-22T10:15:59.999999999Z")))
                .contains(Instant.parse("2026-11-22T10:16:00Z"));
        assertThat(cron.next(Instant.parse("2026-11-22T10:16:00Z"))).contains(Instant.parse("2026-11-23T10:16:00Z"));
    }

    @Test
    void zoneShouldDecideWhatTheClockShows() {
        assertThat(Cron.of("0 9 * * *", ZoneId.of("Asia/Seoul")).next(START))
                .contains(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(Cron.of("0 9 * * *", Cron.zone("America/New_York")).next(START))
                .contains(Instant.parse("2026-11-22T14:00:00Z"));
    }

    @Test
    void aTimeThatIsLeftOutInSpringShouldComeWhenTheClocksAreChanged() {
        assertThat(times("30 2 * * *", BERLIN, "2027-03-26T12:00:00Z", 3))
                .containsExactly("2027-03-27T02:30+01:00", "2027-03-28T03:00+02:00", "2027-03-29T02:30+02:00");
        assertThat(times("0,30 2,3 * * *", BERLIN, "2027-03-27T12:00:00Z", 3))
                .containsExactly("2027-03-28T03:00+02:00", "2027-03-28T03:30+02:00", "2027-03-29T02:00+02:00");
    }

    @Test
    void aTimeThatComesTwiceInAutumnShouldComeOnce() {
        assertThat(times("30 2 * * *", BERLIN, "2027-10-30T12:00:00Z", 2))
                .containsExactly("2027-10-31T02:30+02:00", "2027-11-01T02:30+01:00");
        assertThat(times("0,30 2,3 * * *", BERLIN, "2027-10-30T12:00:00Z", 5))
                .containsExactly(
                        "2027-10-31T02:00+02:00",
                        "2027-10-31T02:30+02:00",
                        "2027-10-31T03:00+01:00",
                        "2027-10-31T03:30+01:00",
                        "2027-11-01T02:00+01:00");
        // Asked for in the hour that comes for the second time.
        assertThat(times("30 2 * * *", BERLIN, "2027-10-31T01:10:00Z", 1)).containsExactly("2027-11-01T02:30+01:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 * * * *", "30 * * * *", "30 */1 * * *", "@hourly"})
    void anHourlyLineShouldGoByTheTimeThatPasses(String line) {
        Cron cron = Cron.of(line, BERLIN);
        for (String day : List.of("2027-03-27T20:10:00Z", "2027-10-30T20:10:00Z")) {
            Instant time = cron.next(Instant.parse(day)).orElseThrow();
            for (int i = 0; i < 30; i++) {
                Instant next = cron.next(time).orElseThrow();
                assertThat(Duration.between(time, next)).isEqualTo(Duration.ofHours(1));
                time = next;
            }
        }
    }

    @Test
    void linesOfEveryHourShouldLeaveNoQuarterOutAndRepeatNone() {
        assertThat(times("*/30 * * * *", BERLIN, "2027-03-28T00:10:00Z", 3))
                .containsExactly("2027-03-28T01:30+01:00", "2027-03-28T03:00+02:00", "2027-03-28T03:30+02:00");
        assertThat(times("*/30 * * * *", BERLIN, "2027-10-30T23:40:00Z", 5))
                .containsExactly(
                        "2027-10-31T02:00+02:00",
                        "2027-10-31T02:30+02:00",
                        "2027-10-31T02:00+01:00",
                        "2027-10-31T02:30+01:00",
                        "2027-10-31T03:00+01:00");
        // Lord Howe Island changes its clocks by half an hour.
        assertThat(times("0 * * * *", ZoneId.of("Australia/Lord_Howe"), "2027-04-03T14:00:00Z", 2))
                .containsExactly("2027-04-04T02:00+10:30", "2027-04-04T03:00+10:30");
    }

    /** Among them zones that change at midnight, by half an hour, four times a year, and one that left out a day. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,2026",
        "America/New_York,2026",
        "Africa/Cairo,2026",
        "Australia/Lord_Howe,2026",
        "Africa/Casablanca,2026",
        "America/Havana,2026",
        "Asia/Seoul,2026"
    })
    void aDailyLineShouldComeOnceADayWhateverTheClocksDo(String id, int year) {
        ZoneId zone = ZoneId.of(id);
        for (int minuteOfDay = 0; minuteOfDay < 24 * 60; minuteOfDay += 15) {
            Cron cron = Cron.of(minuteOfDay % 60 + " " + minuteOfDay / 60 + " * * *", zone);
            Instant time =
                    LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant().minusNanos(1);
            for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
                time = cron.next(time).orElseThrow();
                assertThat(time.atZone(zone).toLocalDate()).isEqualTo(day);
            }
        }
    }

    @Test
    void aDayThatWasLeftOutShouldShareItsTimeWithTheNext() {
        assertThat(times("0 0 * * *", ZoneId.of("Pacific/Apia"), "2011-12-29T12:00:00Z", 2))
                .containsExactly("2011-12-31T00:00+14:00", "2012-01-01T00:00+14:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 32 * *",
                "0 0 * 13 *",
                "0 0 * 0 *",
                "0 0 * * 8",
                "0 0 * * FOO",
                "0 0 * FRI *",
                "30-10 * * * *",
                "*/0 * * * *",
                "*/60 * * * *",
                "0/15 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "+1 * * * *",
                "1.5 * * * *",
                "0 0 L * *",
                "0 0 1W * *",
                "0 0 * * 1#2",
                "0 0 ? * *",
                "@reboot",
                "@every 5m",
                "@HOURLY",
                "0 0 * * * || 0 1 * * *",
                "0|1 0 * * *",
                "\u0663 * * * *",
                "0 0 * * *\n",
                "\u0000 * * * *",
                "99999999999 * * * *",
                " 0 0 * * *",
                "1-2-3 * * * *",
                "* * * * *; DROP TABLE task"
            })
    void whatIsNoCronLineShouldBe400AndSayWhatIs(String line) {
        assertThatThrownBy(() -> Cron.of(line, ZoneOffset.UTC))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(new String(
                                        thrown.problem("r1").toJson(), java.nio.charset.StandardCharsets.UTF_8))
                                .contains("\"status\":400", "\"pointer\":\"/cron\"", "five fields")
                                .doesNotContain("Failed to parse"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 30 2 *",
                "0 0 31 2 *",
                "0 0 30,31 FEB *",
                "0 0 31 2,4,6,9,11 *",
                "* * 30-31 2 *",
                "0 0 31 4-4 */1"
            })
    void lineWithoutTimesShouldBe400(String line) {
        assertThatThrownBy(() -> Cron.of(line, ZoneOffset.UTC))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem("r1").errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/cron")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "+09:00", "UTC+9", "GMT+09:00", "Z", "europe/berlin", "Mars/Olympus", "../etc"})
    void whatIsNoZoneShouldBe400(String id) {
        assertThatThrownBy(() -> Cron.zone(id))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem("r1").errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/timeZone")));
    }

    /** 100 characters at most, but any of them; whatever it is, it is decided soon. */
    @Test
    void hostileLinesShouldBeDecidedSoon() {
        Random random = new Random(42);
        Set<String> lines = new HashSet<>(List.of(
                "1,".repeat(45) + "1 * * * *",
                "0-59/1,".repeat(12) + "1 * * * *",
                "*,".repeat(46) + "* * * * *",
                "0 0 29 2 *",
                "59 23 29 2 *",
                "0-59/59,59 23 29,30,31,30-31,31-31,29-31/2 2-2,2,FEB,FEB-FEB *",
                "9".repeat(1_000_000),
                "*".repeat(1_000_000),
                "* ".repeat(500_000)));
        String letters = "0123456789*/,-JANSUM ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            int length = random.nextInt(1, 101);
            while (line.length() < length) {
                line.append(letters.charAt(random.nextInt(letters.length())));
            }
            lines.add(line.toString());
        }
        long began = System.nanoTime();
        for (String line : lines) {
            try {
                Cron.of(line, BERLIN).next(START);
            } catch (ProblemException e) {
                assertThat(e.type().status()).isEqualTo(400);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    /** Against a clock that is looked at minute by minute. */
    @Test
    void timesShouldBeThoseOfEveryFieldTaken() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            WrittenLine line = WrittenLine.random(random);
            LocalDateTime from = LocalDateTime.of(2026, 1, 1, 0, 0)
                    .plusMinutes(random.nextInt(4 * 366 * 24 * 60))
                    .plusSeconds(random.nextInt(60));
            assertThat(Cron.of(line.text(), ZoneOffset.UTC).next(from.toInstant(ZoneOffset.UTC)))
                    .as(line.text() + " after " + from)
                    .contains(line.next(from).toInstant(ZoneOffset.UTC));
        }
    }
}
