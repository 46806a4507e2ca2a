package dev.gildong.autoscale;

import static dev.gildong.autoscale.Decision.Action.HOLD;
import static dev.gildong.autoscale.Decision.Action.IN;
import static dev.gildong.autoscale.Decision.Action.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.autoscale.Decision.Action;
import dev.gildong.autoscale.Policy.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A fleet that does what the policy says, a minute a step, under any load and with any readings missing. */
class PolicyPropertyTest {
    private static final Duration STEP = Duration.ofMinutes(1);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void fleetShouldStayWithinItsLimitsAndWaitAfterEachChange(
            @ForAll("policies") Policy policy,
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(max = 20) Double> loads,
            @ForAll @IntRange(max = 0xFFFF) int missing) {
        Fleet fleet = new Fleet(policy);
        for (int minute = 0; minute < loads.size(); minute++) {
            List<Reading> readings = fleet.readings(loads.get(minute), Integer.rotateLeft(missing, minute));
            Duration ago = fleet.ago;
            Action last = fleet.last;
            Action action = fleet.step(readings);

            assertThat(fleet.count).isBetween(policy.min(), policy.max());
            if (action != HOLD) {
                assertThat(ago)
                        .isGreaterThanOrEqualTo(
                                last == OUT
                                        ? policy.waits().afterOut()
                                        : policy.waits().afterIn());
                long read = readings.stream().filter(r -> r.mean().isPresent()).count();
                assertThat(read * 2).isGreaterThanOrEqualTo(readings.size());
            }
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void constantLoadShouldFindItsNumberAndStayThere(
            @ForAll("policies") Policy policy,
            @ForAll @DoubleRange(max = 20) double load,
            @ForAll @IntRange(max = 15) int more) {
        Fleet fleet = new Fleet(policy);
        fleet.count = Math.min(policy.max(), policy.min() + more);
        List<Action> actions = new ArrayList<>();
        for (int minute = 0; minute < 600; minute++) {
            Action action = fleet.step(fleet.readings(load, 0));
            if (action != HOLD) {
                actions.add(action);
            }
        }
        // Out or in, but never both: that would be to and fro.
        assertThat(actions.stream().distinct()).hasSizeLessThanOrEqualTo(1);
        assertThat(fleet.step(fleet.readings(load, 0))).isEqualTo(HOLD);
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<Waits> waits = Combinators.combine(minutes(), minutes(), Arbitraries.just(Duration.ZERO))
                .as(Waits::new);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.doubles().between(0.02, 1),
                        Arbitraries.doubles().between(0.01, 0.99),
                        waits)
                .as((min, more, high, part, wait) -> new Policy(min, min + more, high, high * part, wait));
    }

    private static Arbitrary<Duration> minutes() {
        return Arbitraries.integers().between(0, 10).map(Duration::ofMinutes);
    }

    private static final class Fleet {
        private final Policy policy;
        private int count;
        private Action last = OUT;
        private Duration ago = Duration.ZERO;

        Fleet(Policy policy) {
            this.policy = policy;
            this.count = policy.min();
        }

        /** @param load that many processors' worth, shared evenly */
        List<Reading> readings(double load, int missing) {
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean silent = (missing >> i & 1) == 1;
                OptionalDouble mean = silent ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, load / count));
                readings.add(new Reading(i, mean, Duration.ofDays(1)));
            }
            return readings;
        }

        Action step(List<Reading> readings) {
            Action action = policy.decide(readings, last, ago).action();
            count += action == OUT ? 1 : action == IN ? -1 : 0;
            last = action == HOLD ? last : action;
            ago = action == HOLD ? ago.plus(STEP) : STEP;
            return action;
        }
    }
}
