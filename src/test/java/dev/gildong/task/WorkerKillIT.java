package dev.gildong.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills workers, processes of their own, in the midst of their tasks: with {@code -Dgildong.test.kills=100} a hundred
 * times.
 */
class WorkerKillIT {
    private static final int KILLS = Integer.getInteger("gildong.test.kills", 6);
    private static final int WORKERS = 2;
    private static final int BACKLOG = 200;

    private final String url = TestDatabase.MYSQL.freshUrl();
    private final TaskNode node = new TaskNode(url, 1);
    private final List<Process> workers = new ArrayList<>();
    private final Random random = new Random(11);
    private final AtomicInteger enqueued = new AtomicInteger();
    private int started;

    @TempDir
    Path logs;

    @AfterEach
    void end() {
        workers.forEach(Process::destroyForcibly);
        node.close();
    }

    @Test
    void killedWorkersShouldLoseNoTaskAndDoubleNoEffect() throws Exception {
        node.sql("CREATE TABLE mark (n INT NOT NULL)");
        node.sql("CREATE TABLE purse (id INT NOT NULL PRIMARY KEY, gold INT NOT NULL)");
        IntStream.range(0, 10).forEach(id -> node.sql("INSERT INTO purse VALUES (" + id + ", 0)"));
        node.tasks.register(MarkingWorker.TYPE, (args, run) -> null); // this process enqueues and takes none
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService feeder = Executors.newSingleThreadExecutor();
        Future<?> feeding = feeder.submit(() -> feed(done));
        for (int i = 0; i < WORKERS; i++) {
            workers.add(start());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            Thread.sleep(100 + random.nextInt(500)); // at any moment of their work
            workers.remove(0).destroyForcibly().waitFor();
            workers.add(start());
        }
        done.set(true);
        feeding.get();
        feeder.shutdown();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> node.number("SELECT COUNT(*) FROM task WHERE finished_at IS NULL") == 0);
        int all = enqueued.get();
        assertThat(node.number("SELECT COUNT(*) FROM task WHERE state = 'succeeded'"))
                .isEqualTo(all);
        assertThat(node.number("SELECT COUNT(DISTINCT n) FROM mark")).isEqualTo(all);
        assertThat(node.number("SELECT COUNT(*) FROM mark")).isEqualTo(all);
        assertThat(node.number("SELECT SUM(gold) FROM purse")).isEqualTo(all);
        long interrupted = node.number("SELECT COUNT(*) FROM task WHERE attempts > 1");
        System.out.printf("%d kills: %d tasks, %d of them hit, none lost, none doubled%n", KILLS, all, interrupted);
        assertThat(interrupted).as("the kills must have hit something").isGreaterThanOrEqualTo(KILLS);
    }

    /** Keeps the queue filled. */
    private void feed(AtomicBoolean done) {
        while (!done.get()) {
            if (node.number("SELECT COUNT(*) FROM task WHERE picked = FALSE") < BACKLOG) {
                node.enqueue(MarkingWorker.TYPE.task(new MarkingWorker.Mark(enqueued.incrementAndGet())));
            }
        }
    }

    private Process start() throws IOException {
        Path log = logs.resolve("worker-" + started++);
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MarkingWorker.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(log).contains("ready"));
        return process;
    }
}
