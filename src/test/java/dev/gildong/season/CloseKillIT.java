package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.Seasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills workers, processes of their own, while they close a season; with {@code -Dgildong.test.kills=100} a hundred
 * times.
 */
class CloseKillIT {
    private static final int KILLS = Integer.getInteger("gildong.test.kills", 6);
    private static final int WORKERS = 2;
    private static final int ENTRIES = 30_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String url = TestDatabase.MYSQL.freshUrl();
    private final List<Process> workers = new ArrayList<>();
    private final Random random = new Random(17);
    private int started;

    @TempDir
    Path logs;

    @AfterEach
    void end() {
        workers.forEach(Process::destroyForcibly);
    }

    @Test
    void killedWorkersShouldLeaveNoGapAndNothingTwice() throws Exception {
        try (TestServer web = TestServer.start(url, "/", Map.of("gildong.role", "web"))) {
            BoardRow.listen(web);
            startAll();
            int kills = 0;
            int seasons = 0;
            while (kills < KILLS) {
                BoardRow board = BoardRow.daily(web, "shared");
                board.list();
                board.scores(1, ENTRIES, "MOD(n * 7919, 9001) - 4500", "MOD(n * 1301, 30011)");
                board.end(1, Instant.now().minusSeconds(1));
                kills += killWhileCopying(board);
                board.awaitClosed(1);
                check(board);
                seasons++;
            }
            System.out.printf("%d kills in %d seasons: no gap, nothing twice%n", kills, seasons);
        }
    }

    /** Kills the workers, whichever is at it, each time some more is copied. */
    private int killWhileCopying(BoardRow board) throws Exception {
        int kills = 0;
        for (long copied = 1 + random.nextInt(8000); copied < ENTRIES; copied += 1 + random.nextInt(12_000)) {
            long enough = copied;
            await().atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> board.count("final_score") >= enough || closed(board));
            if (!closed(board)) {
                for (Process worker : workers) {
                    worker.destroyForcibly().waitFor();
                }
                kills += closed(board) ? 0 : 1;
                startAll();
            }
        }
        return kills;
    }

    private static boolean closed(BoardRow board) {
        return 1 == board.server().number("SELECT COUNT(*) FROM season WHERE state = 'closed' AND " + board.where(1));
    }

    private static void check(BoardRow board) {
        String finals = " FROM final_score WHERE " + board.where(1);
        assertThat(board.rows("SELECT COUNT(*), MIN(place), MAX(place), COUNT(DISTINCT player_no)" + finals))
                .containsExactly(List.of((long) ENTRIES, 1L, (long) ENTRIES, (long) ENTRIES));
        assertThat(board.rows("SELECT place, rank_no, player_no" + finals + " ORDER BY place"))
                .isEqualTo(board.rows("SELECT ROW_NUMBER() OVER (ORDER BY sort_key, reached_no) AS place,"
                        + " RANK() OVER (ORDER BY sort_key), player_no FROM score WHERE " + board.where(1)
                        + " ORDER BY place"));
        assertThat(board.events()).isEqualTo(1);
        assertThat(board.tasks(PurgeTask.TYPE, 1)).isEqualTo(1);
        assertThat(board.count("season")).isEqualTo(2);
        assertThat(board.tasks(Seasons.CLOSE, 2)).isEqualTo(1);
        assertThat(board.tasks(Seasons.CLOSE, 1)).isZero();
    }

    private void startAll() throws IOException {
        workers.clear();
        List<Path> ready = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Path log = logs.resolve("worker-" + started++);
            ready.add(log);
            workers.add(start(log));
        }
        for (Path log : ready) {
            await().atMost(LONGEST).until(() -> Files.readString(log).contains("it runs"));
        }
    }

    private Process start(Path log) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClosingNode.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
