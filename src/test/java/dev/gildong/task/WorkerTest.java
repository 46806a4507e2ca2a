package dev.gildong.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that go as they should: run, in order, once, with a result. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkerTest {
    private final String url;
    private final TaskNode node;

    WorkerTest(TestDatabase kind) {
        url = kind.freshUrl();
        node = new TaskNode(url, 4);
    }

    @AfterEach
    void close() {
        node.close();
    }

    record Args(int n) {}

    private <R> TaskType<Args> register(String name, TaskHandler<Args, R> handler) {
        TaskType<Args> type = TaskType.of(name, Args.class).withRetries(TaskNode.QUICK);
        node.tasks.register(type, handler);
        return type;
    }

    @Test
    void resultShouldBeStored() {
        TaskType<Args> type = register("double", (args, run) -> args.n() * 2);
        node.start();

        Task done = node.await(node.enqueue(type.task(new Args(21))), TaskState.SUCCEEDED);

        assertThat(done.result()).hasValue("42");
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(done.finishedAt()).isPresent();
    }

    @Test
    void taskOfAUnitThatIsRolledBackShouldNotBeThere() {
        TaskType<Args> type = register("never", (args, run) -> null);

        assertThatThrownBy(() -> node.database.transact(unit -> {
                    node.tasks.enqueue(unit, type.task(new Args(1)));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(node.number("SELECT COUNT(*) FROM task")).isZero();
    }

    @Test
    void higherPriorityShouldRunFirstAndTheFutureShouldWait() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        TaskType<Args> type = register("order", (args, run) -> order.add(args.n()));
        String later = node.enqueue(type.task(new Args(9)).at(Instant.now().plusSeconds(3600)));
        node.enqueue(type.task(new Args(3)).with(Priority.LOW));
        node.enqueue(type.task(new Args(2)));
        node.enqueue(type.task(new Args(1)).with(Priority.HIGH));

        try (TaskNode single = new TaskNode(url, 1)) {
            single.tasks.register(type, (args, run) -> order.add(args.n()));
            single.start();
            await().until(() -> order.size() == 3);
        }

        assertThat(order).containsExactly(1, 2, 3);
        assertThat(node.get(later).state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void cancelledTaskShouldBeInterruptedAndCommitNothing() {
        node.sql("CREATE TABLE mark (n INT)");
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        TaskType<Args> type = register("slow", (args, run) -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return run.finish(unit -> unit.update("INSERT INTO mark VALUES (1)"));
        });
        node.start();
        String id = node.enqueue(type.task(new Args(1)));
        await().until(() -> begun.getCount() == 0);

        node.tasks.cancel(node.get(id), true);

        await().untilTrue(interrupted);
        assertThat(node.get(id).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(node.number("SELECT COUNT(*) FROM mark")).isZero();
        assertThat(node.get(id).attempts()).isEqualTo(1);
    }

    @Test
    void progressShouldBeSeenWhileItRuns() {
        CountDownLatch end = new CountDownLatch(1);
        TaskType<Args> type = register("steps", (args, run) -> {
            run.progress(3, 10);
            end.await();
            return null;
        });
        node.start();
        String id = node.enqueue(type.task(new Args(1)));

        await().until(() -> node.get(id).progress().isPresent());
        assertThat(node.get(id).progress()).hasValue(new Task.Progress(3, 10));
        end.countDown();
        assertThat(node.await(id, TaskState.SUCCEEDED).result()).isEmpty();
    }

    @Test
    void eachTaskShouldRunOnceOnTwoNodes() {
        Map<Integer, Integer> runs = new ConcurrentHashMap<>();
        TaskHandler<Args, Integer> count = (args, run) -> runs.merge(args.n(), 1, Integer::sum);
        TaskType<Args> type = register("once", count);
        node.start();
        try (TaskNode other = new TaskNode(url, 4)) {
            other.tasks.register(type, count);
            other.start();
            List<String> ids = node.database.transact(unit -> IntStream.range(0, 300)
                    .mapToObj(n -> node.tasks.enqueue(unit, type.task(new Args(n))))
                    .toList());
            ids.forEach(id -> node.await(id, TaskState.SUCCEEDED));
        }
        assertThat(runs).hasSize(300).allSatisfy((n, times) -> assertThat(times).isEqualTo(1));
        assertThat(node.number("SELECT COUNT(*) FROM task WHERE attempts > 1")).isZero();
    }

    @Test
    void taskWithoutAResultShouldBeGoneWhenItSucceeded() {
        AtomicInteger runs = new AtomicInteger();
        TaskType<Args> type = TaskType.of("trace", Args.class).withoutResult();
        node.tasks.register(type, (args, run) -> runs.incrementAndGet());
        node.start();

        String id = node.enqueue(type.task(new Args(1)));

        await().until(() -> node.tasks.find(id).isEmpty());
        assertThat(runs).hasValue(1);
    }

    @Test
    void taskOfAnUnknownTypeShouldStayForANodeThatKnowsIt() {
        TaskType<Args> type = register("newer", (args, run) -> 1);
        String id = node.enqueue(type.task(new Args(1)));
        try (TaskNode old = new TaskNode(url, 4)) {
            TaskType<Args> known = TaskType.of("known", Args.class);
            old.tasks.register(known, (args, run) -> 1);
            old.start();
            old.await(old.enqueue(known.task(new Args(1))), TaskState.SUCCEEDED);
        }
        assertThat(node.get(id).state()).isEqualTo(TaskState.QUEUED);
    }
}
