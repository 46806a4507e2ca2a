package dev.gildong.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void delayShouldDoubleUpToTheLongestAndVaryByHalf() {
        Random random = new Random(7);
        List<Long> most = List.of(1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);

        for (int failures = 1; failures <= most.size(); failures++) {
            int count = failures;
            long bound = most.get(failures - 1);
            List<Long> delays = IntStream.range(0, 1000)
                    .mapToObj(i -> policy.delay(count, random).toMillis())
                    .toList();
            assertThat(delays).allMatch(delay -> delay >= bound / 2 && delay <= bound);
            assertThat(delays).anyMatch(delay -> delay < bound * 6 / 10).anyMatch(delay -> delay > bound * 9 / 10);
        }
    }

    @Test
    void delayShouldNotOverflow() {
        RetryPolicy patient = new RetryPolicy(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(100));

        for (int failures : List.of(30, 31, 63, 64, 1_000_000, Integer.MAX_VALUE)) {
            assertThat(patient.delay(failures, new Random(1))).isBetween(Duration.ofDays(50), Duration.ofDays(100));
        }
    }

    @Test
    void attemptsShouldBeCountedWithTheFirst() {
        assertThat(policy.allowsAfter(4)).isTrue();
        assertThat(policy.allowsAfter(5)).isFalse();
        assertThat(RetryPolicy.NONE.allowsAfter(1)).isFalse();
    }

    @Test
    void senselessPoliciesShouldBeRefused() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, Duration.ZERO, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, Duration.ofMillis(1)));
    }
}
