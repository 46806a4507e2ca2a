package dev.gildong.autoscale;

import static dev.gildong.autoscale.Decision.Action.HOLD;
import static dev.gildong.autoscale.Decision.Action.IN;
import static dev.gildong.autoscale.Decision.Action.OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.autoscale.Decision.Action;
import dev.gildong.autoscale.Policy.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final Duration LONG_AGO = Duration.ofDays(1);
    private static final Waits WAITS = new Waits(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMinutes(3));
    private static final Policy POLICY = new Policy(1, 4, 0.5, 0.2, WAITS);

    @ParameterizedTest
    @CsvSource({
        "0.51, 1, OUT",
        "0.50, 1, HOLD",
        "0.51, 3, OUT",
        "0.99, 4, HOLD",
        "0.20, 2, HOLD",
        "0.19, 2, IN",
        "0.19, 4, IN",
        "0.00, 1, HOLD"
    })
    void meanShouldDecide(double mean, int count, Action expected) {
        assertThat(decide(POLICY, same(mean, count))).isEqualTo(expected);
    }

    @Test
    void meanShouldBeThatOfAll() {
        assertThat(decide(POLICY, List.of(reading(1, 0.9), reading(2, 0.2)))).isEqualTo(OUT);
        assertThat(decide(POLICY, List.of(reading(1, 0.6), reading(2, 0.2)))).isEqualTo(HOLD);
    }

    @Test
    void tooFewAndTooManyShouldBePutRightAtOnce() {
        assertThat(POLICY.decide(List.of(), OUT, Duration.ZERO).action()).isEqualTo(OUT);
        assertThat(POLICY.decide(same(0.9, 5), OUT, Duration.ZERO).action()).isEqualTo(IN);
    }

    @Test
    void nothingShouldBeChangedWhileItCoolsDown() {
        Duration passed = Duration.ofSeconds(299);
        assertThat(POLICY.decide(same(0.9, 1), OUT, passed).action()).isEqualTo(HOLD);
        assertThat(POLICY.decide(same(0.1, 2), OUT, passed).action()).isEqualTo(HOLD);
        assertThat(POLICY.decide(same(0.9, 1), OUT, passed.plusSeconds(1)).action())
                .isEqualTo(OUT);
        assertThat(POLICY.decide(same(0.9, 1), IN, Duration.ofSeconds(239)).action())
                .isEqualTo(HOLD);
        assertThat(POLICY.decide(same(0.9, 1), IN, Duration.ofSeconds(240)).action())
                .isEqualTo(OUT);
    }

    @Test
    void moreThanHalfMissingShouldChangeNothing() {
        assertThat(decide(POLICY, List.of(reading(1, 0.9), Reading.missing(2, "says nothing"))))
                .isEqualTo(OUT);
        assertThat(decide(
                        POLICY,
                        List.of(
                                reading(1, 0.9),
                                Reading.missing(2, "says nothing"),
                                Reading.missing(3, "says nothing"))))
                .isEqualTo(HOLD);
        assertThat(decide(POLICY, List.of(Reading.missing(1, "says nothing")))).isEqualTo(HOLD);
    }

    @Test
    void oneMissingShouldBeNeitherIdleNorBusy() {
        // As idle it would keep the mean below 0.5; as busy it would push it above.
        assertThat(decide(POLICY, List.of(reading(1, 0.6), reading(2, 0.6), Reading.missing(3, "says nothing"))))
                .isEqualTo(OUT);
        assertThat(decide(POLICY, List.of(reading(1, 0.4), reading(2, 0.4), Reading.missing(3, "says nothing"))))
                .isEqualTo(HOLD);
    }

    @Test
    void oneThatSaysNothingShouldKeepTheOthers() {
        assertThat(decide(POLICY, List.of(reading(1, 0.1), reading(2, 0.1), Reading.missing(3, "says nothing"))))
                .isEqualTo(HOLD);
    }

    @Test
    void oneThatHasJustStartedShouldNotBeAsked() {
        Reading starting = new Reading(2, OptionalDouble.of(1), Duration.ofSeconds(179));
        assertThat(decide(POLICY, List.of(reading(1, 0.4), starting))).isEqualTo(HOLD);
        assertThat(decide(POLICY, List.of(reading(1, 0.1), starting))).isEqualTo(HOLD);
        assertThat(POLICY.decide(List.of(reading(1, 0.4), starting), OUT, LONG_AGO)
                        .why())
                .isEqualTo("mean 0.400, 1 of 2 read (node2: began 179 s ago)");
        Reading settled = new Reading(2, OptionalDouble.of(1), Duration.ofSeconds(180));
        assertThat(decide(POLICY, List.of(reading(1, 0.4), settled))).isEqualTo(OUT);
    }

    @Test
    void oneShouldNotGoIfTheOthersWouldCallItBack() {
        Policy narrow = new Policy(1, 4, 0.3, 0.25, WAITS);
        assertThat(decide(narrow, same(0.24, 2))).isEqualTo(HOLD);
        assertThat(decide(narrow, same(0.15, 2))).isEqualTo(IN);
    }

    @Test
    void reasonShouldHoldTheNumbers() {
        assertThat(POLICY.decide(List.of(reading(1, 0.6), Reading.missing(2, "says nothing")), OUT, LONG_AGO)
                        .why())
                .isEqualTo("mean 0.600, 1 of 2 read (node2: says nothing)");
        assertThat(POLICY.decide(same(0.9, 1), OUT, Duration.ofSeconds(200)).why())
                .isEqualTo("mean 0.900, 1 of 1 read, but cools down for 100 s");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0.5, 0.2", "2, 1, 0.5, 0.2", "1, 2, 0.5, 0.5", "1, 2, 1.1, 0.2", "1, 2, 0.5, -0.1"})
    void contradictionsShouldBeRefused(int min, int max, double high, double low) {
        assertThatThrownBy(() -> new Policy(min, max, high, low, WAITS)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Action decide(Policy policy, List<Reading> readings) {
        return policy.decide(readings, OUT, LONG_AGO).action();
    }

    private static Reading reading(int port, double mean) {
        return new Reading(port, OptionalDouble.of(mean), LONG_AGO);
    }

    static List<Reading> same(double mean, int count) {
        List<Reading> readings = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            readings.add(reading(port, mean));
        }
        return readings;
    }
}
