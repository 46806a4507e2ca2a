package dev.gildong.app;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProcessMetersTest {

    /** A listener that stays would keep a stopped application in the container's memory. */
    @Test
    void nothingShouldListenToTheCollectorsAfterTheEnd() {
        SimpleMeterRegistry ended = new SimpleMeterRegistry();
        SimpleMeterRegistry running = new SimpleMeterRegistry();
        ProcessMeters first = new ProcessMeters(ended);
        try (ProcessMeters later = new ProcessMeters(running)) {
            assertThat(later).isNotNull();
            collectUntilCounted(ended);
            first.close();
            long atTheEnd = pauses(ended);
            running.clear();
            collectUntilCounted(running);

            assertThat(pauses(ended)).isEqualTo(atTheEnd);
        }
    }

    private static void collectUntilCounted(SimpleMeterRegistry meters) {
        long before = pauses(meters);
        System.gc();
        Awaitility.await().atMost(ofSeconds(30)).until(() -> pauses(meters) > before);
    }

    private static long pauses(SimpleMeterRegistry meters) {
        return meters.find("jvm.gc.pause").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
