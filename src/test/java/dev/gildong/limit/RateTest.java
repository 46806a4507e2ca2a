package dev.gildong.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gildong.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may overflow

    private Rate rate(int quota, int callers) {
        return new Rate("player", quota, WINDOW, now::get, callers);
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static ProblemException refusal(Rate rate, Object caller) {
        return catchThrowableOfType(ProblemException.class, () -> rate.take(caller));
    }

    @Test
    void quotaShouldBeThereAtOnceAndNoMore() {
        Rate rate = rate(100, 10);
        for (int i = 1; i <= 100; i++) {
            assertThat(rate.take("ann")).startsWith("\"player\";r=" + (100 - i) + ";t=");
        }

        assertThat(refusal(rate, "ann").type().status()).isEqualTo(429);
        assertThat(rate.take("bob")).startsWith("\"player\";r=99;");
        assertThat(rate.policy()).isEqualTo("\"player\";q=100;w=10");
    }

    @Test
    void refusalShouldSayWhenToComeAgain() {
        Rate rate = rate(2, 10); // one in five seconds
        rate.take("ann");
        assertThat(rate.take("ann")).isEqualTo("\"player\";r=0;t=10");
        passes(Duration.ofSeconds(2));
        ProblemException refused = refusal(rate, "ann");

        assertThat(refused.headers())
                .containsEntry("Retry-After", "3")
                .containsEntry("RateLimit", "\"player\";r=0;t=8");
        passes(Duration.ofSeconds(3));
        assertThat(rate.take("ann")).isEqualTo("\"player\";r=0;t=10");
        assertThatThrownBy(() -> rate.take("ann")).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusedRequestsShouldCostNothing() {
        Rate rate = rate(1, 10);
        rate.take("ann");
        for (int i = 0; i < 50; i++) {
            refusal(rate, "ann");
        }
        passes(WINDOW);

        assertThat(rate.take("ann")).startsWith("\"player\";r=0;");
    }

    @Test
    void parallelRequestsShouldGetTheQuotaExactly() throws Exception {
        Rate rate = rate(200_000, 10);
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                for (int request = 0; request < 100_000; request++) {
                    if (refusal(rate, "ann") == null) {
                        taken.incrementAndGet();
                    }
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasValue(200_000);
    }

    @Test
    void callersWhoAreDoneShouldBeForgottenWhenRoomIsNeeded() {
        Rate rate = rate(1, 100);
        for (int i = 0; i < 100; i++) {
            rate.take(i);
        }
        passes(WINDOW);
        rate.take("new");

        assertThat(rate.size()).isEqualTo(1);
    }

    @Test
    void crowdShouldNotGrowBeyondItsBoundNorPushAnyoneOut() {
        Rate rate = rate(1, 100);
        for (int i = 0; i < 1_000; i++) {
            rate.take(i);
        }

        assertThat(rate.size()).isEqualTo(100);
        assertThat(refusal(rate, 0)).isNotNull();
        assertThat(rate.take("not counted")).isEqualTo(rate.take("not counted"));
    }
}
