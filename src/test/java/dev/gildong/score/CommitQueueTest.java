package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Definition;
import dev.gildong.leaderboard.ScoreRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommitQueueTest {
    private static final Board BOARD = new Board(
            1,
            "b",
            new Definition(
                    Definition.Order.HIGHEST,
                    Definition.Keep.BEST,
                    0,
                    Definition.Ties.EARLIEST,
                    null,
                    null,
                    null,
                    ScoreRules.NONE,
                    Definition.Submit.PLAYERS,
                    null,
                    Definition.Read.PLAYERS,
                    false),
            1,
            Instant.EPOCH,
            Instant.EPOCH);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Pending pending(long player) {
        return new Pending(new Submission(BOARD, player, player, Optional.empty(), false, false));
    }

    private static void succeed(List<Pending> batch) {
        batch.forEach(each ->
                each.succeed(new Outcome(new Outcome.Placed(each.submission().units(), 1), Optional.empty())));
    }

    @Test
    void everySubmitOfManyThreadsShouldBeCommittedOnceAndByNoTwoThreadsAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        List<Long> committed = Collections.synchronizedList(new ArrayList<>());
        CommitQueue queue = new CommitQueue(threads, batch -> {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            sizes.add(batch.size());
            batch.forEach(each -> committed.add(each.submission().player()));
            succeed(batch);
            inside.decrementAndGet();
        });
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            int first = thread * 1000;
            work.add(() -> {
                for (int i = 0; i < 1000; i++) {
                    Pending mine = pending(first + i);
                    queue.submit(List.of(mine));
                    assertThat(mine.outcome().now().sortKey()).isEqualTo(first + i);
                }
                return null;
            });
        }
        for (Future<Void> each : threads.invokeAll(work)) {
            each.get();
        }

        assertThat(committed).hasSize(16_000).doesNotHaveDuplicates();
        assertThat(sizes).allMatch(size -> size <= 16);
    }

    @Test
    void submitsThatArriveWhileOneIsCommittedShouldShareTheNext() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Semaphore go = new Semaphore(0);
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        CommitQueue queue = new CommitQueue(threads, batch -> {
            sizes.add(batch.size());
            entered.countDown();
            go.acquireUninterruptibly();
            succeed(batch);
        });
        List<Future<?>> all = new ArrayList<>();
        all.add(threads.submit(() -> queue.submit(List.of(pending(0)))));
        entered.await();
        for (int i = 1; i <= 10; i++) {
            int player = i;
            all.add(threads.submit(() -> queue.submit(List.of(pending(player)))));
        }
        while (queue.waiting() < 10) {
            Thread.onSpinWait();
        }
        go.release(2);
        for (Future<?> each : all) {
            each.get(10, TimeUnit.SECONDS);
        }

        assertThat(sizes).containsExactly(1, 10);
    }

    @Test
    void groupLargerThanATransactionShouldGoInSeveral() {
        List<Integer> sizes = new ArrayList<>();
        CommitQueue queue = new CommitQueue(threads, batch -> {
            sizes.add(batch.size());
            succeed(batch);
        });
        List<Pending> group =
                IntStream.range(0, 600).mapToObj(CommitQueueTest::pending).toList();

        queue.submit(group);

        assertThat(sizes).containsExactly(256, 256, 88);
        assertThat(group).allSatisfy(each -> assertThat(each.outcome()).isNotNull());
    }

    @Test
    void errorShouldFailItsOwnSubmitsAndStopNobodyElse() {
        AtomicInteger commits = new AtomicInteger();
        CommitQueue queue = new CommitQueue(threads, batch -> {
            if (commits.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as the heap was full");
            }
            succeed(batch);
        });
        Pending first = pending(1);
        Pending second = pending(2);

        queue.submit(List.of(first));
        queue.submit(List.of(second));

        assertThatThrownBy(first::outcome).isInstanceOf(IllegalStateException.class);
        assertThat(second.outcome().now().sortKey()).isEqualTo(2);
    }

    @Test
    void submitToANodeThatStopsShouldBeRefused() {
        CommitQueue queue = new CommitQueue(threads, CommitQueueTest::succeed);
        List<Pending> group =
                IntStream.range(0, 300).mapToObj(CommitQueueTest::pending).toList();
        threads.shutdown();

        queue.submit(group);
        queue.submit(List.of(pending(300)));

        assertThat(group).allSatisfy(each -> assertThatThrownBy(each::outcome).isInstanceOf(ProblemException.class));
    }

    @Test
    void interruptShouldNotLoseAnOutcome() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Semaphore go = new Semaphore(0);
        CommitQueue queue = new CommitQueue(threads, batch -> {
            entered.countDown();
            go.acquireUninterruptibly();
            succeed(batch);
        });
        Future<?> leader = threads.submit(() -> queue.submit(List.of(pending(1))));
        entered.await();
        Pending mine = pending(2);
        CountDownLatch done = new CountDownLatch(1);
        boolean[] interrupted = new boolean[1];
        Thread waiting = new Thread(() -> {
            queue.submit(List.of(mine));
            interrupted[0] = Thread.interrupted();
            done.countDown();
        });
        waiting.start();
        while (queue.waiting() < 1) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        go.release(2);
        leader.get(10, TimeUnit.SECONDS);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(mine.outcome().now().sortKey()).isEqualTo(2);
        assertThat(interrupted[0]).isTrue();
    }
}
