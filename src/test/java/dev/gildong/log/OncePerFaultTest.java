package dev.gildong.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.Test;

class OncePerFaultTest {
    private long now = Long.MAX_VALUE - 5;
    private final OncePerFault filter = new OncePerFault(Duration.ofHours(1).toNanos(), () -> now);

    private static LogEvent event(String logger, String text, Object value, Throwable thrown) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName(logger)
                .setMessage(new ParameterizedMessage(text, value))
                .setThrown(thrown)
                .build();
    }

    @Test
    void sameFaultShouldPassAgainWhenTheTimeIsOver() {
        assertThat(filter.filter(event("a", "gone {}", 1, null))).isEqualTo(Result.NEUTRAL);
        now += Duration.ofMinutes(59).toNanos();
        assertThat(filter.filter(event("a", "gone {}", 2, null))).isEqualTo(Result.DENY);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(filter.filter(event("a", "gone {}", 3, null))).isEqualTo(Result.NEUTRAL);
    }

    @Test
    void otherFaultsShouldPass() {
        assertThat(filter.filter(event("a", "gone {}", 1, null))).isEqualTo(Result.NEUTRAL);
        assertThat(filter.filter(event("b", "gone {}", 1, null))).isEqualTo(Result.NEUTRAL);
        assertThat(filter.filter(event("a", "back {}", 1, null))).isEqualTo(Result.NEUTRAL);
        assertThat(filter.filter(event("a", "gone {}", 1, new IllegalStateException())))
                .isEqualTo(Result.NEUTRAL);
        assertThat(filter.filter(event("a", "gone {}", 1, new IllegalArgumentException())))
                .isEqualTo(Result.NEUTRAL);
    }

    @Test
    void onlySoManyFaultsShouldBeRemembered() {
        for (int i = 0; i < 1001; i++) {
            filter.filter(event("a", "fault " + i, null, null));
        }

        assertThat(filter.filter(event("a", "fault 0", null, null))).isEqualTo(Result.NEUTRAL);
        assertThat(filter.filter(event("a", "fault 1000", null, null))).isEqualTo(Result.DENY);
    }
}
