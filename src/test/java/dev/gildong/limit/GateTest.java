package dev.gildong.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private static int fill(Gate gate, Kind kind) {
        int entered = 0;
        while (gate.enter(kind)) {
            entered++;
        }
        return entered;
    }

    @Test
    void kindsShouldBeRefusedInTheirOrder() {
        Gate gate = new Gate(100, AT_ONCE);

        assertThat(fill(gate, Kind.SEARCH)).isEqualTo(40);
        assertThat(fill(gate, Kind.READ)).isEqualTo(30);
        assertThat(gate.enter(Kind.SEARCH)).isFalse();
        assertThat(fill(gate, Kind.SIGN_IN)).isEqualTo(15);
        assertThat(gate.enter(Kind.READ)).isFalse();
        assertThat(fill(gate, Kind.SUBMIT)).isEqualTo(15);
        assertThat(gate.enter(Kind.SIGN_IN)).isFalse();
        assertThat(gate.running()).isEqualTo(100);
    }

    @Test
    void placeThatIsGivenBackShouldGoToASubmitFirst() throws Exception {
        Gate gate = new Gate(10, LONG);
        for (int i = 0; i < 10; i++) {
            assertThat(gate.enter(Kind.SUBMIT)).isTrue();
        }
        CompletableFuture<Boolean> read = CompletableFuture.supplyAsync(() -> gate.enter(Kind.READ));
        CompletableFuture<Boolean> submit = CompletableFuture.supplyAsync(() -> gate.enter(Kind.SUBMIT));
        await().atMost(LONG).until(() -> gate.waiting() == 2);
        gate.leave();

        assertThat(submit.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(read).isNotDone();
        for (int i = 0; i < 4; i++) {
            gate.leave();
        }
        assertThat(read.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.running()).isEqualTo(7);
    }

    @Test
    void onlyAFifthShouldWait() throws Exception {
        Gate gate = new Gate(10, LONG);
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int i = 0; i < 10; i++) {
            assertThat(gate.enter(Kind.SUBMIT)).isTrue();
        }
        List<Future<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiters.add(threads.submit(() -> gate.enter(Kind.SUBMIT)));
        }
        await().atMost(LONG).until(() -> gate.waiting() == 2);

        assertThat(gate.enter(Kind.SUBMIT)).isFalse();
        gate.leave();
        gate.leave();
        for (Future<Boolean> waiter : waiters) {
            assertThat(waiter.get(20, TimeUnit.SECONDS)).isTrue();
        }
        threads.shutdown();
    }

    @Test
    void noPlaceShouldBeLostOrMadeUpWhenManyCome() throws Exception {
        Gate gate = new Gate(8, Duration.ofMillis(1));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(24);
        for (int i = 0; i < 24; i++) {
            Kind kind = Kind.values()[i % 4];
            threads.execute(() -> {
                for (int turn = 0; turn < 2_000; turn++) {
                    if (gate.enter(kind)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        gate.leave();
                    }
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(2, 8);
        assertThat(gate.running()).isZero();
        assertThat(gate.waiting()).isZero();
    }
}
