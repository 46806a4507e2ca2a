package dev.gildong.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gildong.persistence.DatabaseException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedPollsTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Thread> callers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        callers.add(thread);
        return thread;
    });

    @AfterEach
    void close() {
        goOn.countDown();
        threads.shutdownNow();
    }

    /** The first poll waits to be told, those after it do not. */
    private void poll() {
        if (begun.incrementAndGet() == 1) {
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** One runs the first poll, the others come while it is under way. */
    private List<Future<?>> callers(SharedPolls polls, int others) {
        List<Future<?>> calls = new ArrayList<>();
        calls.add(threads.submit(polls::await));
        await().until(() -> begun.get() == 1);
        for (int i = 0; i < others; i++) {
            calls.add(threads.submit(polls::await));
        }
        await().until(() -> callers.size() == others + 1
                && callers.stream().allMatch(caller -> caller.getState() == Thread.State.TIMED_WAITING));
        return calls;
    }

    @Test
    void callersShouldShareOnePollThatBeganAfterTheyCame() throws Exception {
        List<Future<?>> calls = callers(new SharedPolls(this::poll), 10);

        goOn.countDown();
        for (Future<?> call : calls) {
            call.get(10, TimeUnit.SECONDS);
        }

        assertThat(begun).hasValue(2);
    }

    /** One failure is enough: each trying for itself would wait for all those before it. */
    @Test
    void callersShouldShareAFailure() throws Exception {
        List<Future<?>> calls = callers(
                new SharedPolls(() -> {
                    poll();
                    if (begun.get() > 1) {
                        throw new SQLException("no database");
                    }
                }),
                10);

        goOn.countDown();
        calls.get(0).get(10, TimeUnit.SECONDS);
        for (Future<?> call : calls.subList(1, calls.size())) {
            assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(DatabaseException.class);
        }

        assertThat(begun).hasValue(2);
    }

    @Test
    void failureShouldBeForgottenWithTheNextGoodPoll() {
        SharedPolls polls = new SharedPolls(() -> {
            if (begun.incrementAndGet() == 1) {
                throw new SQLException("no database");
            }
        });

        assertThatThrownBy(polls::await).isInstanceOf(DatabaseException.class);
        polls.await();
        assertThat(begun).hasValue(2);
    }

    @Test
    void pollThatHangsShouldNotBeWaitedForAsLongAsItHangs() throws Exception {
        List<Future<?>> calls = callers(new SharedPolls(this::poll), 1);

        assertThatThrownBy(() -> calls.get(1).get(8, TimeUnit.SECONDS)).hasCauseInstanceOf(DatabaseException.class);
        assertThat(calls.get(0).isDone()).isFalse();
    }
}
