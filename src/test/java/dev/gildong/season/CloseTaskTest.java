package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.Seasons;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When a season is closed and when not, what comes after it, and who is told. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CloseTaskTest {
    private final TestServer server;

    CloseTaskTest(TestDatabase database) {
        server = TestServer.on(database);
        BoardRow.listen(server);
    }

    private static Instant secondsAgo(long seconds) {
        return Instant.now().minusSeconds(seconds).truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void closedSeasonShouldBeToldOnceWithWhatItWas() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        Instant end = secondsAgo(1);
        board.end(1, end);
        board.awaitClosed(1);

        assertThat(board.events()).isEqualTo(1);
        JsonNode told = payload(board);
        assertThat(told.get("type").textValue()).isEqualTo("season.closed");
        JsonNode data = told.get("data");
        assertThat(data.get("leaderboard").textValue()).isEqualTo(board.name());
        assertThat(data.get("season").intValue()).isEqualTo(1);
        assertThat(Instant.parse(data.get("startsAt").textValue())).isEqualTo(end.minus(1, ChronoUnit.DAYS));
        assertThat(Instant.parse(data.get("endsAt").textValue())).isEqualTo(end);
        assertThat(data.get("entries").intValue()).isEqualTo(3);
        assertThat(data).hasSize(5);
    }

    private JsonNode payload(BoardRow board) {
        for (JsonNode delivery : server.admin()
                .get("/v1/webhooks/seasons/deliveries?limit=100")
                .json()
                .get("items")) {
            String id = delivery.get("id").textValue();
            JsonNode payload = server.admin()
                    .get("/v1/webhooks/seasons/deliveries/" + id)
                    .json()
                    .get("payload");
            if (payload.at("/data/leaderboard").asText().equals(board.name())) {
                return payload;
            }
        }
        throw new AssertionError("no delivery for " + board.name());
    }

    @Test
    void closedSeasonShouldStayAsItIsWhenItsTaskComesAgain() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        board.end(1, secondsAgo(1));
        board.awaitClosed(1);
        long closedAt = server.number("SELECT closed_at FROM season WHERE " + board.where(1));

        board.enqueue(Seasons.CLOSE, board.ref(1));
        board.until(waiting(board, 1), 0);

        assertThat(server.number("SELECT closed_at FROM season WHERE " + board.where(1)))
                .isEqualTo(closedAt);
        assertThat(board.events()).isEqualTo(1);
        assertThat(board.tasks(PurgeTask.TYPE, 1)).isEqualTo(1);
        assertThat(board.count("final_score")).isEqualTo(3);
    }

    @Test
    void nextSeasonShouldBeOpenedThoughNobodyAsksForIt() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        Instant end = secondsAgo(1);
        board.end(1, end);
        board.awaitClosed(1);

        assertThat(server.number("SELECT starts_at FROM season WHERE " + board.where(2)))
                .isEqualTo(BoardRow.micros(end));
        assertThat(board.tasks(Seasons.CLOSE, 2)).isEqualTo(1);
    }

    @Test
    void seasonThatEndedWhileAllWasDownShouldKeepItsEndAndTodaysShouldFollow() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        Instant end = secondsAgo(3 * 86_400);
        Instant before = Instant.now();
        board.end(1, end);
        board.awaitClosed(1);
        Instant after = Instant.now();

        assertThat(server.number("SELECT ends_at FROM season WHERE " + board.where(1)))
                .isEqualTo(BoardRow.micros(end));
        assertThat(board.count("final_score", 1)).isEqualTo(3);
        assertThat(board.count("season")).isEqualTo(2);
        assertThat(server.number("SELECT starts_at FROM season WHERE " + board.where(2)))
                .isIn(
                        BoardRow.micros(before.truncatedTo(ChronoUnit.DAYS)),
                        BoardRow.micros(after.truncatedTo(ChronoUnit.DAYS)));
    }

    @Test
    void taskThatComesTooEarlyShouldWaitForTheEndAsItIsNow() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        Instant end = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MICROS);
        board.move(1, secondsAgo(60), end);
        board.due(1);
        board.until(waiting(board, 1) + " AND execution_time = " + BoardRow.micros(end), 1);

        assertThat(board.tasks(Seasons.CLOSE, 1)).isEqualTo(1);
        assertThat(open(board, 1)).isTrue();
        assertThat(board.count("final_score")).isZero();
    }

    @Test
    void seasonThatDoesNotEndAnyMoreShouldStayOpen() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        server.sql("UPDATE season SET ends_at = NULL, accepts_until = NULL WHERE " + board.where(1));
        board.due(1);
        board.until(waiting(board, 1), 0);

        assertThat(open(board, 1)).isTrue();
        assertThat(board.count("season")).isEqualTo(1);
    }

    @Test
    void lateWindowShouldKeepItOpenToLateScores() {
        BoardRow board = BoardRow.add(server, "earliest", BoardRow.DAILY.replace(":0}", ":3600}"));
        board.list();
        board.move(1, secondsAgo(3660), secondsAgo(60)); // and not due, or it would be closed before the next line
        Instant until = Instant.now().plusSeconds(3500).truncatedTo(ChronoUnit.MICROS);
        server.sql("UPDATE season SET accepts_until = " + BoardRow.micros(until) + " WHERE " + board.where(1));
        board.enqueue(Seasons.CLOSE, board.ref(1));
        board.until(waiting(board, 1) + " AND execution_time < " + BoardRow.micros(until), 0);

        assertThat(open(board, 1)).isTrue();
        assertThat(board.list().json().at("/items/1/state").textValue()).isEqualTo("closing");
        assertThat(board.list().json().at("/items/0/state").textValue()).isEqualTo("open");
    }

    @Test
    void boardThatClosesShouldHaveNoSeasonAfterIt() {
        Instant closes = secondsAgo(1);
        BoardRow board = BoardRow.add(server, "earliest", BoardRow.DAILY + ",\"closesAt\":\"" + closes + "\"");
        board.list();
        board.scores(1, 3, "n", "n");
        board.awaitClosed(1);

        assertThat(server.number("SELECT ends_at FROM season WHERE " + board.where(1)))
                .isEqualTo(BoardRow.micros(closes));
        assertThat(board.list().json().get("items")).hasSize(1);
        assertThat(board.count("season")).isEqualTo(1);
        assertThat(board.events()).isEqualTo(1);
    }

    /** Its ranks are being copied already: later scores belong to another season. */
    @Test
    void laterEndShouldNotOpenASeasonAgainThatIsClosing() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        server.sql("UPDATE season SET state = 'closing' WHERE " + board.where(1));
        board.due(1);
        board.awaitClosed(1);

        assertThat(board.count("final_score")).isEqualTo(3);
    }

    @Test
    void taskOfABoardThatWasDeletedShouldDoNothing() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.list();
        board.scores(1, 3, "n", "n");
        server.sql("UPDATE leaderboard SET name = NULL WHERE board_no = " + board.number());
        board.end(1, secondsAgo(1));
        board.until(waiting(board, 1), 0);

        assertThat(open(board, 1)).isTrue();
        assertThat(board.count("final_score")).isZero();
        assertThat(board.count("season")).isEqualTo(1);
    }

    private boolean open(BoardRow board, int season) {
        return 1 == server.number("SELECT COUNT(*) FROM season WHERE state = 'open' AND " + board.where(season));
    }

    /** A query for the close tasks of a season that are not finished. */
    private static String waiting(BoardRow board, int season) {
        return "SELECT COUNT(*) FROM task WHERE picked IS NOT NULL AND task_name = 'season.close' AND task_data = '"
                + "{\"board\":" + board.number() + ",\"season\":" + season + "}'";
    }
}
