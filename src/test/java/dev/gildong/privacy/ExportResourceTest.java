package dev.gildong.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ExportResourceTest {
    private static final String EXPORTS = "/v1/me/exports";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDatabase database;
    private final TestServer server;
    private final Client anonymous;

    ExportResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private static Answer file(Client client, Answer begun) {
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        String path = java.net.URI.create(begun.header("Location")).getPath();
        await().atMost(SOON).until(() -> client.get(path).status() == 200);
        return client.get(path);
    }

    private void hurry(String task, Object args) {
        String id = Token.random(16);
        server.sql("""
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, picked,
                  consecutive_failures, version, priority, state, attempts, created_at)
                VALUES ('%s', '%s', '%s', 1, 1, FALSE, 0, 1, 0, 'queued', 0, 1)
                """.formatted(task, id, args));
        await().atMost(SOON)
                .until(() -> server.number("SELECT COUNT(*) FROM task WHERE task_instance = '" + id + "'") == 0);
    }

    @Test
    void fileShouldHoldEverythingThatIsKeptOfThePlayerAndOfNobodyElse() {
        String board = "/v1/leaderboards/x" + UUID.randomUUID();
        server.admin().put(board, "{\"decimals\":2}");
        SignedIn ann = anonymous.with("User-Agent", "Ann's browser").signUp("Ann");
        SignedIn bob = anonymous.signUp("Bob");
        ann.client().post(board + "/scores", "{\"score\":1.25,\"metadata\":{\"level\":3}}");
        bob.client().post(board + "/scores", "{\"score\":9}");
        ann.client().post("/v1/tasks/add", "{\"args\":{\"x\":1,\"y\":2}}");

        Answer answer = file(ann.client(), ann.client().post(EXPORTS, ""));

        JsonNode file = answer.json();
        assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=\"export-");
        assertThat(answer.header("Content-Length"))
                .isEqualTo(String.valueOf(answer.body().length()));
        assertThat(file.get("player"))
                .isEqualTo(ann.client().get("/v1/players/" + ann.playerId()).json());
        assertThat(file.at("/identities/0/device/linkedAt").isTextual()).isTrue();
        assertThat(file.at("/sessions/0/device").textValue()).isEqualTo("Ann's browser");
        assertThat(file.get("scores")).hasSize(1);
        assertThat(file.at("/scores/0/leaderboard").textValue()).isEqualTo(board.substring(17));
        assertThat(file.at("/scores/0/score").decimalValue()).isEqualByComparingTo("1.25");
        assertThat(file.at("/scores/0/metadata/level").intValue()).isEqualTo(3);
        assertThat(file.get("tasks")).anyMatch(task -> task.at("/args/x").intValue() == 1);
        assertThat(file.get("events").isArray()).isTrue();
        assertThat(answer.body()).doesNotContain("Bob", bob.playerId(), ann.token(), Token.hash(ann.token()));
    }

    @Test
    void largeFileShouldComeInOnePiece() {
        SignedIn ann = anonymous.signUp("Ann");
        server.sql("""
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, picked,
                  consecutive_failures, version, priority, state, attempts, created_at, owner_no, result)
                SELECT 'add', CONCAT('%1$s', LPAD(n, 2, '0')), '{}', 1, 1, NULL, 0, 1, 0, 'succeeded', 1, 1,
                  (SELECT player_no FROM player WHERE player_id = '%2$s'), '"%3$s"'
                FROM (SELECT a.x * 10 + b.x AS n
                      FROM (%4$s) a, (%4$s) b) numbers
                """.formatted(
                        Token.random(15),
                        ann.playerId(),
                        "\u00e4".repeat(10_000),
                        "SELECT 0 AS x UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION"
                                + " SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9"));

        Answer answer = file(ann.client(), ann.client().post(EXPORTS, ""));

        assertThat(answer.json().get("tasks")).hasSizeGreaterThanOrEqualTo(100);
        assertThat(answer.body()).contains("\u00e4".repeat(10_000));
        assertThat(server.number("SELECT COUNT(*) FROM player_export_part p JOIN player_export e"
                        + " ON e.export_id = p.export_id JOIN player o ON o.player_no = e.player_no"
                        + " WHERE o.player_id = '" + ann.playerId() + "'"))
                .isGreaterThan(5);
    }

    @Test
    void secondRequestShouldStandForTheFirstUntilThatIsReady() {
        try (TestServer idle = TestServer.start(database, Map.of("gildong.role", "web"))) {
            Client ann = idle.client().signUp("Ann").client();
            Answer first = ann.post(EXPORTS, "");

            Answer second = ann.post(EXPORTS, "");

            assertThat(second.body()).isEqualTo(first.body());
            Answer waiting = ann.get(EXPORTS + "/" + first.json().get("id").textValue());
            assertThat(waiting.status()).isEqualTo(202);
            assertThat(waiting.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void newFileShouldTakeThePlaceOfTheOneBefore() {
        Client ann = anonymous.signUp("Ann").client();
        Answer first = ann.post(EXPORTS, "");
        file(ann, first);

        Answer second = ann.post(EXPORTS, "");
        file(ann, second);

        assertThat(second.body()).isNotEqualTo(first.body());
        assertThat(ann.get(EXPORTS + "/" + first.json().get("id").textValue()).status())
                .isEqualTo(404);
    }

    /** The node remembers the session for a while; the unit asks the database whether it is still there. */
    @Test
    void sessionThatEndedMeanwhileShouldBeginNone() {
        SignedIn ann = anonymous.signUp("Ann");
        assertThat(ann.client().get("/v1/me").status()).isEqualTo(200);
        server.sql("DELETE FROM sign_in_session WHERE token_hash = '" + Token.hash(ann.token()) + "'");

        assertThat(ann.client().post(EXPORTS, "").status()).isEqualTo(401);

        assertThat(server.number("SELECT COUNT(*) FROM player_export e JOIN player o ON o.player_no = e.player_no"
                        + " WHERE o.player_id = '" + ann.playerId() + "'"))
                .isZero();
    }

    @Test
    void fileOfAnotherShouldNotBeThere() {
        Client ann = anonymous.signUp("Ann").client();
        SignedIn bob = anonymous.signUp("Bob");
        String id = ann.post(EXPORTS, "").json().get("id").textValue();

        assertThat(bob.client().get(EXPORTS + "/" + id).status()).isEqualTo(404);
        assertThat(server.admin()
                        .get("/v1/players/" + bob.playerId() + "/exports/" + id)
                        .status())
                .isEqualTo(404);
        assertThat(server.admin().get("/v1/players/nobody/exports/" + id).status())
                .isEqualTo(404);
    }

    @Test
    void staffShouldFetchWhatAPlayerAskedThemFor() {
        SignedIn ann = anonymous.signUp("Ann");
        String exports = "/v1/players/" + ann.playerId() + "/exports";

        Answer answer = file(server.admin(), server.admin().post(exports, ""));

        assertThat(answer.json().at("/player/id").textValue()).isEqualTo(ann.playerId());
        assertThat(server.admin().post("/v1/players/nobody/exports", "").status())
                .isEqualTo(404);
    }

    @Test
    void oldFilesShouldBePurgedWithAllTheirParts() {
        Client ann = anonymous.signUp("Ann").client();
        Client bob = anonymous.signUp("Bob").client();
        String old =
                file(ann, ann.post(EXPORTS, "")).header("Content-Disposition").substring(29, 51);
        String kept =
                file(bob, bob.post(EXPORTS, "")).header("Content-Disposition").substring(29, 51);
        server.sql("UPDATE player_export SET created_at = 1 WHERE export_id = '" + old + "'");

        hurry("export.purge", "{}");

        assertThat(ann.get(EXPORTS + "/" + old).status()).isEqualTo(404);
        assertThat(bob.get(EXPORTS + "/" + kept).status()).isEqualTo(200);
        assertThat(server.number("SELECT COUNT(*) FROM player_export_part WHERE export_id = '" + old + "'"))
                .isZero();
    }
}
