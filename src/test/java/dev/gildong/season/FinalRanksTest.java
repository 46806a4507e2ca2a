package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.Definition.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The places and ranks that a closed season gives, held against those that are counted here. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FinalRanksTest {
    /** Two and a half batches. */
    private static final int ENTRIES = 2500;
    /** Each number up to 2,502 once, in no order. */
    private static final String SHUFFLED = "MOD(n * 1301, 2503)";

    private final TestServer server;

    FinalRanksTest(TestDatabase database) {
        server = TestServer.on(database);
    }

    @Test
    void earliestShouldRankWhoeverCameFirstAhead() {
        BoardRow board = BoardRow.daily(server, "earliest");

        List<List<Long>> finals = closed(board, "MOD(n * 7919, 97) - 48");

        assertThat(finals).isEqualTo(expected(board, false));
        assertThat(finals).hasSize(ENTRIES);
    }

    @Test
    void sharedShouldGiveEqualScoresOneRankAcrossBatches() {
        BoardRow board = BoardRow.daily(server, "shared");

        List<List<Long>> finals = closed(board, "MOD(n * 7919, 97) - 48");

        assertThat(finals).isEqualTo(expected(board, true));
        assertThat(ranksAcrossTheBorder(finals))
                .as("there must be a tie across it")
                .containsOnly(0L);
    }

    @Test
    void aTieLongerThanABatchShouldShareOneRank() {
        BoardRow board = BoardRow.daily(server, "shared");

        List<List<Long>> finals = closed(board, "CASE WHEN n <= 100 THEN -n WHEN n <= 2400 THEN 5 ELSE n END");

        assertThat(finals).isEqualTo(expected(board, true));
        assertThat(finals.get(2399).get(1)).isEqualTo(101);
        assertThat(finals.get(2400).get(1)).isEqualTo(2401);
    }

    @Test
    void allScoresEqualShouldKeepTheOrderInWhichTheyWereReached() {
        BoardRow board = BoardRow.daily(server, "earliest");

        assertThat(closed(board, "0")).isEqualTo(expected(board, false));
    }

    @Test
    void highestAndLowestShouldBothLeadWithTheBestAlsoBelowZero() {
        for (Order order : Order.values()) {
            BoardRow board = BoardRow.daily(server, "earliest");
            List<List<Long>> finals = closed(board, order == Order.HIGHEST ? "-(n - 1250)" : "n - 1250");

            List<Long> scores =
                    finals.stream().map(row -> order.sortKey(row.get(3))).toList();
            assertThat(scores)
                    .hasSize(ENTRIES)
                    .isSortedAccordingTo(
                            order == Order.HIGHEST ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder());
            assertThat(scores.get(0)).isEqualTo(order == Order.HIGHEST ? 1250 : -1249);
        }
    }

    @Test
    void deletedScoresShouldBeNoEntries() {
        BoardRow board = BoardRow.daily(server, "shared");

        List<List<Long>> finals = closed(board, "CASE WHEN MOD(n, 7) = 0 THEN NULL ELSE MOD(n, 5) END");

        assertThat(finals).hasSize(ENTRIES - ENTRIES / 7).isEqualTo(expected(board, true));
        assertThat(server.number("SELECT entries FROM season WHERE " + board.where(1)))
                .isEqualTo(finals.size());
    }

    @Test
    void seasonThatNobodyPlayedShouldCloseWithNoEntries() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.end(1, Instant.now().minusSeconds(1));
        board.awaitClosed(1);

        assertThat(server.number("SELECT entries FROM season WHERE " + board.where(1)))
                .isZero();
    }

    @Test
    void metadataAndTimesShouldBeCopied() {
        BoardRow board = BoardRow.daily(server, "earliest");
        closed(board, "n");

        assertThat(server.number("SELECT COUNT(*) FROM final_score f JOIN score s ON s.board_no = f.board_no"
                        + " AND s.season_no = f.season_no AND s.player_no = f.player_no"
                        + " AND s.metadata = f.metadata AND s.reached_at = f.reached_at WHERE f.board_no = "
                        + board.number()))
                .isEqualTo(ENTRIES);
    }

    /** Place, rank, player, sort key. */
    private List<List<Long>> closed(BoardRow board, String sortKey) {
        board.list();
        board.scores(1, ENTRIES, sortKey, SHUFFLED);
        board.end(1, Instant.now().minusSeconds(1));
        board.awaitClosed(1);
        return board.rows("SELECT place, rank_no, player_no, sort_key FROM final_score WHERE " + board.where(1)
                + " ORDER BY place");
    }

    private static List<List<Long>> expected(BoardRow board, boolean shared) {
        List<List<Long>> scores = new ArrayList<>(board.rows("SELECT sort_key, reached_no, player_no FROM score WHERE "
                + board.where(1) + " AND sort_key IS NOT NULL"));
        scores.sort(Comparator.<List<Long>, Long>comparing(row -> row.get(0)).thenComparing(row -> row.get(1)));
        List<List<Long>> finals = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            long place = i + 1;
            long sortKey = scores.get(i).get(0);
            boolean tie = shared && i > 0 && scores.get(i - 1).get(0) == sortKey;
            finals.add(List.of(
                    place, tie ? finals.get(i - 1).get(1) : place, scores.get(i).get(2), sortKey));
        }
        return finals;
    }

    /** How much ranks and scores grow from the last of one batch to the first of the next. */
    private static List<Long> ranksAcrossTheBorder(List<List<Long>> finals) {
        List<Long> steps = new ArrayList<>();
        for (int border = FinalScoreRepository.BATCH; border < ENTRIES; border += FinalScoreRepository.BATCH) {
            steps.add(finals.get(border).get(1) - finals.get(border - 1).get(1));
            steps.add(finals.get(border).get(3) - finals.get(border - 1).get(3));
        }
        return steps;
    }
}
