package dev.gildong.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that fail, hang or lose their node. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkerFailureTest {
    private final TaskNode node;

    WorkerFailureTest(TestDatabase kind) {
        node = new TaskNode(kind.freshUrl(), 4);
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
    void failureShouldBeTriedAgainUntilItSucceeds() {
        TaskType<Args> type = register("third", (args, run) -> {
            if (run.attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
            return run.attempt();
        });
        node.start();

        Task done = node.await(node.enqueue(type.task(new Args(1))), TaskState.SUCCEEDED);

        assertThat(done.result()).hasValue("3");
        assertThat(done.attempts()).isEqualTo(3);
        assertThat(done.problem()).isEmpty();
        assertThat(node.failures).isEmpty();
        await().untilAsserted(() -> {
            assertThat(attempts("third", "failed")).isEqualTo(2);
            assertThat(attempts("third", "succeeded")).isEqualTo(1);
        });
    }

    private long attempts(String name, String outcome) {
        return node.meters
                .timer("gildong.task.attempts", "name", name, "outcome", outcome)
                .count();
    }

    @Test
    void failureWithoutEndShouldBecomeADeadLetterAndBeHeardOf() {
        TaskType<Args> type = register("broken", (args, run) -> {
            throw new IllegalStateException("secret of the inside");
        });
        node.start();

        Task dead = node.await(node.enqueue(type.task(new Args(1))), TaskState.FAILED);

        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(dead.problem().orElseThrow())
                .contains("urn:gildong:problem:task-failed", "\"instance\":\"" + dead.id() + "\"")
                .doesNotContain("secret", "IllegalState");
        assertThat(node.failures).containsExactly(new Endings.TaskFailed(dead.id(), "broken", 3, "The task failed"));
    }

    @Test
    void problemOfTheCallersMakingShouldNotBeTriedAgain() {
        TaskType<Args> type = register("refused", (args, run) -> {
            throw new ProblemException(new ProblemType("no-such-thing", 422, "No such thing"), "Name another.");
        });
        node.start();

        Task dead = node.await(node.enqueue(type.task(new Args(1))), TaskState.FAILED);

        assertThat(dead.attempts()).isEqualTo(1);
        assertThat(dead.problem().orElseThrow()).contains("no-such-thing", "Name another.");
    }

    @Test
    void errorsAndGarbageShouldFailTheirTaskAndNothingElse() {
        Map<String, TaskHandler<Args, Object>> handlers = Map.of(
                "error",
                        (args, run) -> {
                            throw new StackOverflowError();
                        },
                "linkage",
                        (args, run) -> {
                            throw new NoClassDefFoundError();
                        },
                "unwritable", (args, run) -> new Object(),
                "endless",
                        (args, run) -> {
                            List<Object> self = new ArrayList<>();
                            self.add(self);
                            return self;
                        },
                "too-long", (args, run) -> "x".repeat(2047));
        Map<String, TaskType<Args>> types = new ConcurrentHashMap<>();
        handlers.forEach((name, handler) -> types.put(name, register(name, handler)));
        TaskType<Args> good = register("good", (args, run) -> "x".repeat(2046));
        node.start();

        List<String> bad = types.values().stream()
                .map(type -> node.enqueue(type.task(new Args(1))))
                .toList();

        bad.forEach(id -> node.await(id, TaskState.FAILED));
        node.await(node.enqueue(good.task(new Args(1))), TaskState.SUCCEEDED);
        assertThat(bad.stream().map(node::get).filter(task -> task.attempts() == 1))
                .extracting(Task::name)
                .containsExactlyInAnyOrder("unwritable", "endless", "too-long");
    }

    @Test
    void hangPastTheDeadlineShouldNotTakeAPlaceForEver() {
        CountDownLatch end = new CountDownLatch(1);
        TaskType<Args> deaf =
                TaskType.of("deaf", Args.class).withRetries(RetryPolicy.NONE).withDeadline(Duration.ofMillis(200));
        node.tasks.register(deaf, (args, run) -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });
        TaskType<Args> good = register("good", (args, run) -> 1);
        node.start();

        List<String> hung = IntStream.range(0, 5)
                .mapToObj(i -> node.enqueue(deaf.task(new Args(i))))
                .toList();
        try {
            for (String id : hung) {
                assertThat(node.await(id, TaskState.FAILED).problem().orElseThrow())
                        .contains("task-timed-out");
            }
            node.await(node.enqueue(good.task(new Args(1))), TaskState.SUCCEEDED);
        } finally {
            end.countDown();
        }
    }

    @Test
    void zombieShouldNotCommitWhatItsSuccessorDoes() {
        node.sql("CREATE TABLE mark (attempt INT)");
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger lost = new AtomicInteger();
        TaskType<Args> type = register("mark", (args, run) -> {
            while (run.attempt() == 1 && goOn.getCount() > 0) {
                Thread.onSpinWait(); // deaf to its interruption, as a process that stands still is
            }
            try {
                if (run.attempt() == 2) {
                    Thread.sleep(TaskNode.HEARTBEAT.multipliedBy(3).toMillis()); // the zombie's beats must not hit it
                }
                run.transact(unit -> unit.update("INSERT INTO mark VALUES (" + run.attempt() + ")"));
                return run.finish(unit -> unit.update("INSERT INTO mark VALUES (" + 10 * run.attempt() + ")"));
            } catch (TaskLostException e) {
                lost.incrementAndGet();
                throw e;
            }
        });
        node.start();
        String id = node.enqueue(type.task(new Args(1)));
        node.await(id, TaskState.RUNNING);

        // The first worker stands still for longer than it may; db-scheduler keeps its beat, so it is cut out by hand.
        node.sql("UPDATE task SET version = version + 1, last_heartbeat = 1 WHERE task_instance = '" + id + "'");
        node.await(id, TaskState.SUCCEEDED);
        goOn.countDown();
        await().until(() -> lost.get() == 1);

        assertThat(node.number("SELECT SUM(attempt) FROM mark")).isEqualTo(22);
        assertThat(node.get(id).attempts()).isEqualTo(2);
    }

    @Test
    void tasksOfADeadWorkerShouldBeTakenOver() {
        TaskType<Args> type = register("orphan", (args, run) -> run.attempt());
        String id = node.enqueue(type.task(new Args(1)));
        node.sql("UPDATE task SET picked = TRUE, picked_by = 'dead', version = 2, attempts = 1, state = 'running',"
                + " last_heartbeat = execution_time");
        Instant died = Instant.now();
        node.start();

        Task done = node.await(id, TaskState.SUCCEEDED);

        assertThat(done.attempts()).isEqualTo(2);
        assertThat(done.result()).hasValue("2");
        assertThat(Duration.between(died, Instant.now())).isLessThan(TaskNode.HEARTBEAT.multipliedBy(6 + 4));
    }

    @Test
    void nodeThatStopsShouldGiveItsTasksBack() {
        TaskType<Args> type = register("long", (args, run) -> {
            if (args.n() == 1) {
                Thread.sleep(60_000);
            }
            return null;
        });
        node.start();
        String id = node.enqueue(type.task(new Args(1)));
        node.await(id, TaskState.RUNNING);

        node.stopWorker();

        Task back = node.get(id);
        assertThat(back.state()).isEqualTo(TaskState.QUEUED);
        assertThat(back.attempts()).isZero();
        assertThat(back.problem()).isEmpty();
    }

    @Test
    void argumentsOfAnotherVersionShouldWaitForIt() {
        TaskType<Args> type = register("shape", (args, run) -> args.n());
        String id = node.enqueue(type.task(new Args(1)));
        node.sql("UPDATE task SET task_data = '{\"n\":1,\"m\":2}'");
        node.start();

        Task dead = node.await(id, TaskState.FAILED);

        assertThat(dead.attempts()).as("each may be on a node that can read it").isEqualTo(3);
        assertThat(dead.problem().orElseThrow()).contains("task-args");
    }

    @Test
    void subscriberThatThrowsShouldNotKeepATaskAlive() {
        TaskType<Args> type = register("broken", (args, run) -> {
            throw new IllegalStateException("no");
        });
        node.events.subscribe((unit, event, data) -> {
            throw new IllegalStateException("a subscriber's own");
        });
        node.start();

        assertThat(node.await(node.enqueue(type.task(new Args(1))), TaskState.FAILED)
                        .attempts())
                .isEqualTo(3);
    }

    @Test
    void timeOfATaskShouldBeTheSameInEveryAttempt() {
        List<Instant> times = new CopyOnWriteArrayList<>();
        TaskType<Args> type = register("times", (args, run) -> {
            times.add(run.runAt());
            throw new IllegalStateException("again");
        });
        node.start();
        String id = node.enqueue(type.task(new Args(1)));
        node.await(id, TaskState.FAILED);

        assertThat(times).hasSize(3).containsOnly(node.get(id).runAt());
    }

    @Test
    void workerOnAHostWithALongNameShouldTakeTasks() {
        String longest = "12345@" + "ip-10-100-12-134.".repeat(15) + "internal";

        assertThat(Worker.name(longest)).hasSize(50).isNotEqualTo(Worker.name(longest));
        assertThat(Worker.name("1@a")).endsWith(" 1@a");
    }
}
