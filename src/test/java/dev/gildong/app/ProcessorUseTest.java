package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProcessorUseTest {
    private static final Duration ONE = Duration.ofMinutes(1);
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final int PROCESSORS = 4;

    /** Near its end, where a clock that is compared by less-than goes wrong. */
    private long now = Long.MAX_VALUE - TimeUnit.MINUTES.toNanos(2);

    private long used;
    private ProcessorUse use = new ProcessorUse(() -> now, 0, () -> used, () -> PROCESSORS);

    @Test
    void meanShouldBeOfTheWindowAlone() {
        run(Duration.ofMinutes(10), 1.0);
        run(Duration.ofMinutes(4), 0.2);
        run(ONE, 0.6);

        assertThat(use.mean(ONE)).isCloseTo(0.6, within(1e-6));
        assertThat(use.mean(FIVE)).isCloseTo((4 * 0.2 + 0.6) / 5, within(1e-6));
    }

    @Test
    void meanShouldReachUpToNowBetweenReadings() {
        run(FIVE, 0.0);
        pass(Duration.ofSeconds(3), 1.0);

        assertThat(use.mean(ONE)).isCloseTo(3.0 / 60, within(1e-6));
    }

    @Test
    void youngProcessShouldBeMeasuredOverItsLife() {
        run(Duration.ofSeconds(20), 0.75);

        assertThat(use.mean(ONE)).isCloseTo(0.75, within(1e-6));
        assertThat(use.mean(FIVE)).isCloseTo(0.75, within(1e-6));
    }

    @Test
    void firstSecondShouldNotLookLikeAFullMachine() {
        pass(Duration.ofSeconds(1), 1.0);

        assertThat(use.mean(ONE)).isCloseTo(0.2, within(1e-6));
    }

    /** A container that ran for an hour before it got this application. */
    @Test
    void timeBeforeTheReadingsShouldCountAsTheMeanOfIt() {
        used = TimeUnit.MINUTES.toNanos(60 * PROCESSORS) / 10;
        use = new ProcessorUse(() -> now, TimeUnit.MINUTES.toNanos(60), () -> used, () -> PROCESSORS);
        use.read();
        run(Duration.ofSeconds(30), 0.5);

        assertThat(use.mean(ONE)).isCloseTo((0.1 + 0.5) / 2, within(1e-6));
    }

    @Test
    void unknownUseShouldNotBeANumber() {
        used = -1;

        assertThat(use.mean(ONE)).isNaN();
    }

    /** The real process, with one thread that does nothing but count. */
    @Test
    void busyThreadShouldShow() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (ProcessorUse real = new ProcessorUse(meters)) {
            double before = real.mean(ONE);
            assertThat(before).isBetween(0.0, 1.0);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                return meters.get("gildong.cpu.mean")
                                .tag("window", "1m")
                                .gauge()
                                .value()
                        > 0;
            });
        }
    }

    private void run(Duration time, double part) {
        Duration step = Duration.ofSeconds(5);
        for (Duration passed = step; passed.compareTo(time) <= 0; passed = passed.plus(step)) {
            pass(step, part);
            use.read();
        }
    }

    private void pass(Duration time, double part) {
        now += time.toNanos();
        used += Math.round(part * PROCESSORS * time.toNanos());
    }
}
