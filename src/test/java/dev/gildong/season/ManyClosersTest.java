package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.Seasons;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several nodes on one database, and more tasks for a season than there should ever be. */
class ManyClosersTest {
    private static final int ENTRIES = 5000;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void seasonShouldBeClosedOnceHoweverManyTryAtOnce(TestDatabase kind) {
        String url = kind.freshUrl();
        try (TestServer one = TestServer.start(url, "/", Map.of());
                TestServer two = TestServer.start(url, "/", Map.of())) {
            BoardRow.listen(one);
            List<BoardRow> boards = Stream.of("earliest", "shared", "earliest")
                    .map(ties -> BoardRow.daily(one, ties))
                    .toList();
            for (BoardRow board : boards) {
                board.list();
                board.scores(1, ENTRIES, "MOD(n, 700)", "n");
                board.move(1, Instant.now().minusSeconds(60), Instant.now().minusSeconds(1));
            }
            for (BoardRow board : boards) {
                for (int i = 0; i < 4; i++) {
                    board.enqueue(Seasons.CLOSE, board.ref(1));
                }
            }
            boards.get(0)
                    .until(
                            "SELECT COUNT(*) FROM task WHERE task_name = 'season.close' AND picked IS NOT NULL"
                                    + " AND execution_time = 1",
                            0);

            for (BoardRow board : boards) {
                assertThat(board.events()).isEqualTo(1);
                assertThat(board.tasks(PurgeTask.TYPE, 1)).isEqualTo(1);
                assertThat(board.count("season")).isEqualTo(2);
                assertThat(board.tasks(Seasons.CLOSE, 2)).isEqualTo(1);
                assertThat(board.rows("SELECT COUNT(*), MIN(place), MAX(place), COUNT(DISTINCT player_no)"
                                + " FROM final_score WHERE " + board.where(1)))
                        .containsExactly(List.of((long) ENTRIES, 1L, (long) ENTRIES, (long) ENTRIES));
            }
            assertThat(one.number("SELECT COUNT(*) FROM task WHERE task_name = 'season.close'"
                            + " AND (consecutive_failures > 0 OR state = 'failed')"))
                    .as("attempts that failed")
                    .isZero();
        }
    }
}
