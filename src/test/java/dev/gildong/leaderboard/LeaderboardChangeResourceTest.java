package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of definitions, and what becomes of the seasons that are there. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaderboardChangeResourceTest {
    private static final String FIXED = "urn:gildong:problem:definition-fixed";
    private static final String START = "1000";
    private static final String END = Long.toString(BoardRow.micros("2090-01-01T00:00:00Z"));

    private final TestServer server;
    private final Client admin;
    private final BoardRow row;
    private final String path;

    LeaderboardChangeResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
        row = BoardRow.random(server);
        path = row.path();
    }

    private Answer patch(String body) {
        return row.patch(admin, body);
    }

    @Test
    void whatWouldFalsifyScoresShouldBe409OnceThereIsOne() {
        admin.put(path, "{\"opensAt\":\"2026-01-01T00:00:00Z\"}");
        row.season(1, "closed", START, "2000", 0);
        row.season(2, "open", "2000", "NULL", 0);
        List<String> changes = List.of(
                "{\"order\":\"lowest\"}",
                "{\"keep\":\"latest\"}",
                "{\"decimals\":1}",
                "{\"ties\":\"shared\"}",
                "{\"opensAt\":\"2026-01-01T00:00:01Z\"}");
        for (String change : changes) {
            assertThat(patch(change).status()).as(change).isEqualTo(200);
            assertThat(admin.put(path, "{\"opensAt\":\"2026-01-01T00:00:00Z\"}").status())
                    .isEqualTo(200);
        }
        String tag = admin.get(path).header("ETag");

        server.sql("UPDATE season SET change_no = 1 WHERE season_no = 1 AND board_no = " + row.number());
        for (String change : changes) {
            Answer refused = patch(change);
            assertThat(refused.status()).as(change).isEqualTo(409);
            assertThat(refused.json().get("type").textValue()).isEqualTo(FIXED);
            assertThat(admin.put(path, change).status()).as(change).isEqualTo(409);
        }
        assertThat(admin.get(path).header("ETag")).isEqualTo(tag);
        assertThat(row.season(2, "board_version")).isEqualTo(row.version());
    }

    @Test
    void whatFalsifiesNothingShouldChangeAtAnyTime() {
        admin.put(path, "{}");
        row.season(1, "open", START, "NULL", 5);

        for (String change : List.of(
                "{\"season\":{\"every\":\"day\"}}",
                "{\"closesAt\":\"2090-01-01T00:00:00Z\"}",
                "{\"rules\":{\"min\":1}}",
                "{\"submit\":\"servers\"}",
                "{\"keepSeasons\":0}",
                "{\"read\":\"public\"}",
                "{\"frozen\":true}")) {
            assertThat(patch(change).status()).as(change).isEqualTo(200);
        }
        assertThat(row.version()).isEqualTo(8);
    }

    @Test
    void seasonsThatTakeScoresShouldGoByTheNewVersionWhenItIsAnswered() {
        admin.put(path, "{\"season\":{\"every\":\"day\"}}");
        row.season(1, "closed", START, "2000", 1);
        row.season(2, "open", "2000", "3000", 1);
        row.season(3, "open", "3000", END, 1);

        patch("{\"frozen\":true}");

        assertThat(row.season(1, "board_version")).isEqualTo(1);
        assertThat(row.season(2, "board_version")).isEqualTo(2);
        assertThat(row.season(3, "board_version")).isEqualTo(2);
    }

    /** What a submit does, at the worst moment: the change is under way and waits for the season. */
    @Test
    void scoreThatIsCommittedWhileAChangeWaitsShouldBeSeenByIt() throws Exception {
        admin.put(path, "{}");
        row.season(1, "open", START, "NULL", 0);
        long number = row.number();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection submit = DriverManager.getConnection(server.databaseUrl());
                Statement statement = submit.createStatement()) {
            submit.setAutoCommit(false);
            statement.executeUpdate("UPDATE season SET change_no = 1 WHERE board_no = " + number);

            Future<Answer> change = thread.submit(() -> patch("{\"order\":\"lowest\"}"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> change.isDone() || isLocked(number));
            submit.commit();

            assertThat(change.get().status()).isEqualTo(409);
            assertThat(admin.get(path).json().get("order").textValue()).isEqualTo("highest");
        } finally {
            thread.shutdown();
        }
    }

    private boolean isLocked(long number) throws SQLException {
        try (Connection other = DriverManager.getConnection(server.databaseUrl());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            try (ResultSet free = statement.executeQuery(
                    "SELECT board_no FROM leaderboard WHERE board_no = " + number + " FOR UPDATE SKIP LOCKED")) {
                return !free.next();
            } finally {
                other.rollback();
            }
        }
    }

    @Test
    void runningSeasonShouldEndWhenItsBoardClosesAndGoOnWhenItDoesNot() {
        admin.put(path, "{\"season\":{\"every\":\"month\",\"lateSeconds\":60}}");
        row.season(1, "open", START, END, 1);
        server.sql("UPDATE season SET accepts_until = ends_at + 60000000 WHERE board_no = " + row.number());
        long closing = BoardRow.micros("2080-06-01T12:00:00Z");
        long late = 60_000_000;

        patch("{\"closesAt\":\"2080-06-01T12:00:00Z\"}");
        assertThat(row.season(1, "ends_at")).isEqualTo(closing);
        assertThat(row.season(1, "accepts_until")).isEqualTo(closing + late);
        assertThat(row.closings(1, closing + late)).isEqualTo(1);

        patch("{\"frozen\":true}");
        assertThat(row.season(1, "ends_at")).isEqualTo(closing);
        assertThat(row.closings(1, closing + late)).isEqualTo(1);

        patch("{\"closesAt\":\"2099-01-01T00:00:00Z\"}");
        assertThat(row.season(1, "ends_at")).isEqualTo(Long.parseLong(END));
        assertThat(row.closings(1, Long.parseLong(END) + late)).isEqualTo(1);

        patch("{\"closesAt\":\"2080-06-01T12:00:00Z\",\"season\":{\"every\":\"day\",\"lateSeconds\":5}}");
        patch("{\"closesAt\":null}");
        assertThat(row.season(1, "ends_at")).isEqualTo(Long.parseLong(END));
        assertThat(row.season(1, "accepts_until")).isEqualTo(Long.parseLong(END) + late);
        assertThat(row.season(1, "starts_at")).isEqualTo(1000);
        assertThat(row.season(1, "change_no")).isEqualTo(1);
    }

    @Test
    void closingInThePastShouldEndTheSeasonNowAndNotBefore() {
        admin.put(path, "{}");
        row.season(1, "open", START, "NULL", 1);
        long before = server.number("SELECT updated_at FROM leaderboard WHERE board_no = " + row.number());

        patch("{\"closesAt\":\"2001-01-01T00:00:00Z\"}");

        long end = row.season(1, "ends_at");
        assertThat(end).isGreaterThan(before);
        assertThat(row.closings(1, end)).isEqualTo(1);

        patch("{\"closesAt\":null}");
        assertThat(row.season(1, "ends_at")).as("it has ended").isEqualTo(end);
    }

    @Test
    void seasonWithoutEndShouldEndByItsFirstRule() {
        admin.put(path, "{}");
        row.season(1, "open", START, "NULL", 1);

        patch("{\"season\":{\"every\":\"0 0 1 1 *\"}}");
        long end = row.season(1, "ends_at");
        assertThat(end).isGreaterThan(BoardRow.micros("2026-01-01T00:00:00Z"));
        assertThat(row.closings(1, end)).isEqualTo(1);

        patch("{\"season\":{\"every\":\"* * * * *\"}}");
        assertThat(row.season(1, "ends_at")).as("another rule is for the next").isEqualTo(end);
    }

    @Test
    void seasonOfABoardWithoutScoresShouldBeLaidOutAnew() {
        admin.put(path, "{\"season\":{\"every\":\"day\"}}");
        row.season(1, "open", START, END, 0);

        patch("{\"season\":{\"every\":\"month\"},\"opensAt\":\"2085-12-24T18:00:00Z\"}");

        assertThat(row.season(1, "starts_at")).isEqualTo(BoardRow.micros("2085-12-24T18:00:00Z"));
        assertThat(row.season(1, "ends_at")).isEqualTo(BoardRow.micros("2086-01-01T00:00:00Z"));
        assertThat(row.closings(1, BoardRow.micros("2086-01-01T00:00:00Z"))).isEqualTo(1);
    }

    @Test
    void seasonThatHasEndedShouldStayAsItIs() {
        admin.put(path, "{\"season\":{\"every\":\"day\"},\"closesAt\":\"2001-01-01T00:00:00Z\"}");
        row.season(1, "open", START, "2000", 1);
        row.season(2, "closed", "2000", "3000", 1);

        patch("{\"closesAt\":null,\"season\":null}");

        assertThat(row.season(1, "ends_at")).isEqualTo(2000);
        assertThat(row.season(2, "ends_at")).isEqualTo(3000);
        assertThat(row.season(2, "board_version")).isEqualTo(1);
    }
}
