package dev.gildong.score.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the leaderboards of three nodes, processes of their own, against the contract while they are killed in the
 * midst of submits. It knows nothing but the HTTP API, and in {@link FinalCheck} the table of scores.
 *
 * <p>With {@code -Dgildong.test.seconds=120} it takes two minutes:
 * {@code mvn test -Dtest=ThreeNodesIT -DargLine=-Dgildong.test.seconds=120}. {@code gildong.test.late-millis} says how
 * late a node may show what was submitted on another, when it is not asked to catch up; the contract's 250 ms are
 * counted, but need a machine that is not busy.
 */
class ThreeNodesIT {
    private static final int SECONDS = Integer.getInteger("gildong.test.seconds", 12);
    private static final int NODES = 3;
    private static final int PLAYERS = 60;
    /** How many submits each of the submitters sends at once. */
    private static final List<Integer> SUBMITTERS = List.of(1, 1, 2, 4);

    private static final int READERS = 3;

    private final String url = TestDatabase.MYSQL.freshUrl();
    private final List<SignedIn> players = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void ranksShouldBeRightOnEveryNodeWhileNodesAreKilled() throws Exception {
        try (Nodes nodes = new Nodes(url, directory)) {
            nodes.start(NODES);
            ServerProcess node = nodes.live().get(0);
            List<CheckedBoard> boards = CheckedBoard.defineAll(node.client(TestServer.ADMIN_KEY));
            for (int i = 0; i < PLAYERS; i++) {
                players.add(node.client(TestServer.ADMIN_KEY).signUp("Player " + i));
            }
            Traces traces =
                    new Traces(boards, players.stream().map(SignedIn::playerId).toList());
            CheckedRun run = new CheckedRun(SECONDS);
            runAll(run, tasks(run, nodes, traces, boards));

            FinalCheck check = new FinalCheck(run, nodes, traces, url);
            for (CheckedBoard board : boards) {
                check.check(board);
            }
            System.out.println(run.summary(traces));
            assertThat(nodes.live()).hasSize(NODES);
            assertThat(traces.acknowledged()).isGreaterThan(10L * SECONDS);
            assertThat(run.looksAtOnce.sum()).isGreaterThan(SECONDS);
            assertThat(run.looksLater.sum()).isGreaterThan(SECONDS);
            assertThat(run.unknown.sum())
                    .as("the kills must have hit something")
                    .isPositive();
        }
    }

    private List<Callable<Void>> tasks(CheckedRun run, Nodes nodes, Traces traces, List<CheckedBoard> boards) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS.size(); i++) {
            tasks.add(new Submitter(run, nodes, traces, boards, SUBMITTERS.get(i), new Random(i)));
        }
        for (int i = 0; i < READERS; i++) {
            tasks.add(new Reader(run, nodes, traces, boards, players, new Random(100 + i)));
        }
        tasks.add(new Killer(run, nodes, new Random(11)));
        return tasks;
    }

    /** Runs them to their end, or until one fails. */
    private static void runAll(CheckedRun run, List<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        ExecutorCompletionService<Void> ends = new ExecutorCompletionService<>(threads);
        tasks.forEach(ends::submit);
        try {
            for (int i = 0; i < tasks.size(); i++) {
                ends.take().get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause instanceof ExecutionException) {
                cause = cause.getCause();
            }
            throw new AssertionError("found after " + CheckedRun.text(run.now()) + " s: " + cause.getMessage(), cause);
        } finally {
            run.stop();
            threads.shutdown();
            assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
    }
}
