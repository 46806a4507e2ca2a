package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading a closed season in which ranks are 1, 1, 3, 3, 5 and so on, and scores are 10, 10, 20, 20, 30. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FinalScoresTest {
    private static final int ENTRIES = 25;

    private final FinalScores scores = new FinalScores();
    private final TestServer server;
    private final Database database;
    private final BoardRow board;
    private final SeasonRef season;

    FinalScoresTest(TestDatabase kind) {
        server = TestServer.on(kind);
        database = TestDatabase.open(server.databaseUrl(), 2);
        board = BoardRow.daily(server, "shared");
        season = board.ref(1);
    }

    @BeforeEach
    void close() {
        board.list();
        board.scores(1, ENTRIES, "10 * (1 + FLOOR((n - 1) / 2))", "n");
        board.end(1, Instant.now().minusSeconds(1));
        board.awaitClosed(1);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private <T> T read(Function<UnitOfWork, T> work) {
        return database.snapshot(work);
    }

    private Optional<Long> total(SeasonRef of) {
        return read(unit -> scores.total(unit, of));
    }

    private List<FinalScore> from(long place, int limit) {
        return read(unit -> scores.from(unit, season, place, limit));
    }

    private Optional<FinalScore> find(long player) {
        return read(unit -> scores.find(unit, season, player));
    }

    private List<FinalScore> find(List<Long> players) {
        return read(unit -> scores.find(unit, season, players));
    }

    private long placeOfRank(long rank) {
        return read(unit -> scores.placeOfRank(unit, season, rank));
    }

    private long placeBehind(SeasonRef of, long sortKey, long reachedNo) {
        return read(unit -> scores.placeBehind(unit, of, sortKey, reachedNo));
    }

    @Test
    void totalShouldBeThereForClosedSeasonsAlone() {
        assertThat(total(season)).hasValue((long) ENTRIES);
        assertThat(total(board.ref(2))).isEmpty();
        assertThat(total(board.ref(9))).isEmpty();
        server.sql("UPDATE season SET state = 'removed' WHERE " + board.where(1));
        assertThat(total(season)).isEmpty();
    }

    @Test
    void pageShouldBeginAtAPlace() {
        List<FinalScore> page = from(4, 3);

        assertThat(page).extracting(FinalScore::place).containsExactly(4L, 5L, 6L);
        assertThat(page).extracting(FinalScore::rank).containsExactly(3L, 5L, 5L);
        assertThat(page).extracting(FinalScore::sortKey).containsExactly(20L, 30L, 30L);
        assertThat(page.get(0).metadata()).hasValue("{\"n\":4}");
        assertThat(page.get(0).reachedNo()).isEqualTo(4);
        assertThat(from(24, 10)).hasSize(2);
        assertThat(from(26, 10)).isEmpty();
    }

    @Test
    void pageShouldBeginAtARankOrTheNextOneThereIs() {
        assertThat(placeOfRank(1)).isEqualTo(1);
        assertThat(placeOfRank(2)).isEqualTo(3);
        assertThat(placeOfRank(3)).isEqualTo(3);
        assertThat(placeOfRank(25)).isEqualTo(25);
        assertThat(placeOfRank(26)).isEqualTo(26);
        assertThat(placeOfRank(Long.MAX_VALUE)).isEqualTo(26);
    }

    @Test
    void pageThatWasBegunBeforeTheEndShouldGoOnBehindItsLastEntry() {
        for (FinalScore last : from(1, ENTRIES)) {
            assertThat(placeBehind(season, last.sortKey(), last.reachedNo())).isEqualTo(last.place() + 1);
        }
        // The entry it ended at has moved since.
        assertThat(placeBehind(season, 25, 99)).isEqualTo(5);
    }

    @Test
    void placeOfAScoreShouldBeFoundThoughNobodyHasIt() {
        assertThat(placeBehind(season, -5, Long.MAX_VALUE)).isEqualTo(1);
        assertThat(placeBehind(season, 10, Long.MAX_VALUE)).isEqualTo(3);
        assertThat(placeBehind(season, 1000, Long.MAX_VALUE)).isEqualTo(26);
        assertThat(placeBehind(board.ref(2), 10, 1)).isEqualTo(1);
    }

    @Test
    void playersShouldBeFoundAndOthersLeftOut() {
        List<FinalScore> all = from(1, ENTRIES);
        long third = all.get(2).player();
        long ninth = all.get(8).player();

        assertThat(find(third)).hasValue(all.get(2));
        assertThat(find(-1)).isEmpty();
        assertThat(find(List.of(ninth, -1L, third))).containsExactly(all.get(2), all.get(8));
        assertThat(find(List.of())).isEmpty();
    }
}
