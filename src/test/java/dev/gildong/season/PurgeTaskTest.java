package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.BoardRef;
import dev.gildong.leaderboard.Leaderboards;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is removed of seasons and boards, and what must stay. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PurgeTaskTest {
    /** Two and a half batches. */
    private static final int ENTRIES = 2500;

    private final TestServer server;

    PurgeTaskTest(TestDatabase database) {
        server = TestServer.on(database);
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private void purge(BoardRow board, int season) {
        board.enqueue(PurgeTask.TYPE, board.ref(season));
        board.until(
                "SELECT COUNT(*) FROM task WHERE task_name = 'season.purge' AND execution_time = 1 AND task_data = '"
                        + PurgeTask.TYPE.task(board.ref(season)).args() + "'",
                0);
    }

    @Test
    void liveScoresOfAClosedSeasonShouldGoAndFinalOnesStay() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.closedSeason(1, ENTRIES, daysAgo(2));
        board.closedSeason(2, 3, daysAgo(1));

        purge(board, 1);

        assertThat(board.count("score", 1)).isZero();
        assertThat(board.count("score", 2)).isEqualTo(3);
        assertThat(board.count("final_score", 1)).isEqualTo(ENTRIES);
        assertThat(board.count("season")).isEqualTo(2);
    }

    @Test
    void seasonThatIsNotClosedShouldKeepItsScores() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        for (String state : new String[] {"open", "closing"}) {
            server.sql("UPDATE season SET state = '" + state + "' WHERE " + board.where(1));

            purge(board, 1);

            assertThat(board.count("score")).as(state).isEqualTo(3);
            assertThat(board.count("season")).as(state).isEqualTo(1);
        }
    }

    @Test
    void onlyTheLastClosedSeasonsShouldBeKeptWhereTheDefinitionSaysSo() {
        BoardRow board = BoardRow.add(server, "earliest", BoardRow.DAILY + ",\"keepSeasons\":2");
        board.closedSeason(1, ENTRIES, daysAgo(4));
        board.closedSeason(2, 3, daysAgo(3));
        board.closedSeason(3, 3, daysAgo(2));
        board.closedSeason(4, 3, daysAgo(1));
        board.list();

        purge(board, 4);

        assertThat(board.rows(
                        "SELECT season_no FROM season WHERE board_no = " + board.number() + " ORDER BY season_no"))
                .extracting(row -> row.get(0))
                .containsExactly(3L, 4L, 5L);
        assertThat(board.count("final_score")).isEqualTo(6);
        assertThat(board.count("score", 1)).isZero();
        assertThat(board.list().json().get("items")).hasSize(3);
    }

    @Test
    void allSeasonsShouldBeKeptWhereTheDefinitionDoesNotSay() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.closedSeason(1, 3, daysAgo(400));
        board.closedSeason(2, 3, daysAgo(1));

        purge(board, 2);

        assertThat(board.count("season")).isEqualTo(2);
        assertThat(board.count("final_score")).isEqualTo(6);
    }

    /** As one is of which a worker died halfway. */
    @Test
    void seasonThatIsHalfRemovedShouldNotBeSeenAndGoNextTime() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.closedSeason(1, 3, daysAgo(2));
        board.closedSeason(2, 3, daysAgo(1));
        server.sql("UPDATE season SET state = 'removed' WHERE " + board.where(1));

        assertThat(board.list().json().get("items"))
                .extracting(item -> item.get("season").intValue())
                .containsExactly(3, 2);

        purge(board, 2);
        assertThat(board.count("season", 1)).isZero();
        assertThat(board.count("final_score", 1)).isZero();
    }

    @Test
    void deletedBoardShouldLeaveNoRow() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.closedSeason(1, ENTRIES, daysAgo(1));
        board.list();
        board.scores(2, ENTRIES, "n", "n");

        purgeBoard(board);
        assertThat(board.count("season")).as("it is not deleted yet").isEqualTo(2);
        assertThat(board.count("score", 2)).isEqualTo(ENTRIES);

        server.sql("UPDATE leaderboard SET name = NULL WHERE board_no = " + board.number());
        purgeBoard(board);
        for (String table : new String[] {"score", "final_score", "season", "leaderboard"}) {
            assertThat(board.count(table)).as(table).isZero();
        }
    }

    private void purgeBoard(BoardRow board) {
        board.enqueue(Leaderboards.PURGE, new BoardRef(board.number()));
        board.until(
                "SELECT COUNT(*) FROM task WHERE task_name = 'leaderboard.purge' AND task_data = '{\"board\":"
                        + board.number() + "}'",
                0);
    }
}
