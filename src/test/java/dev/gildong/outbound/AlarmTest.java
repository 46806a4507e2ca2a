package dev.gildong.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final ScheduledExecutorService bells = NewerJava.bells("test");

    @AfterEach
    void close() {
        bells.shutdownNow();
    }

    /** The answer came at the very moment the time was over: nobody else has seen the interrupt. */
    @Test
    void alarmThatRangShouldLeaveNoInterruptBehind() {
        Thread caller = Thread.currentThread();
        Alarm alarm = new Alarm(bells, Deadline.in(Duration.ZERO));
        long start = System.nanoTime();
        while (!caller.isInterrupted() && System.nanoTime() - start < 10_000_000_000L) {
            Thread.onSpinWait();
        }

        assertThat(alarm.takeOff()).isTrue();
        assertThat(caller.isInterrupted()).isFalse();
        assertThat(alarm.takeOff()).isTrue();
    }

    @Test
    void alarmThatWasTakenOffShouldNotRing() throws Exception {
        Alarm alarm = new Alarm(bells, Deadline.in(Duration.ofMillis(20)));

        assertThat(alarm.takeOff()).isFalse();
        bells.schedule(() -> {}, 50, TimeUnit.MILLISECONDS).get();
        assertThat(alarm.takeOff()).isFalse();
    }

    @Test
    void alarmShouldLeaveAnInterruptOfOthersAlone() {
        Alarm alarm = new Alarm(bells, Deadline.in(Duration.ofMinutes(1)));
        Thread.currentThread().interrupt();

        assertThat(alarm.takeOff()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
