package dev.gildong.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class IdempotencyKeyResourceTest {
    private final TestServer server;
    private final SignedIn player;

    IdempotencyKeyResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        player = server.client().signUp();
    }

    private static String key() {
        return "\"" + UUID.randomUUID() + "\"";
    }

    private static Client with(Client client, String key) {
        return client.with("Idempotency-Key", key);
    }

    /** A new board on which scores add up. */
    private String board(String more) {
        String path = "/v1/leaderboards/b" + UUID.randomUUID();
        assertThat(server.admin().put(path, "{\"keep\":\"sum\"" + more + "}").status())
                .isEqualTo(201);
        return path;
    }

    private String board() {
        return board("");
    }

    private static boolean replayed(Answer answer) {
        return answer.header("Idempotent-Replayed").equals("true");
    }

    private static String score(int score) {
        return "{\"score\":" + score + "}";
    }

    @Test
    void submitShouldCountOnceAndBeAnsweredAlike() {
        String scores = board() + "/scores";
        Client keyed = with(player.client(), key());

        Answer first = keyed.post(scores, score(5));
        player.client().post(scores, score(10));
        Answer again = keyed.post(scores, score(5));

        assertThat(first.status()).isEqualTo(200);
        assertThat(replayed(first)).isFalse();
        assertThat(again.status()).isEqualTo(200);
        assertThat(replayed(again)).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(player.client().get(scores + "/me").json().get("score").intValue())
                .isEqualTo(15);
    }

    @Test
    void answerShouldBeTheOneThatARequestWithoutKeyGets() {
        Answer plain = player.client().post(board() + "/scores", score(5));
        Answer keyed = with(player.client(), key()).post(board() + "/scores", score(5));

        assertThat(keyed.body()).isEqualTo(plain.body());
        assertThat(keyed.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
    }

    @Test
    void sameKeyWithAnotherBodyOrQueryShouldBeRefused() {
        String path = board();
        String key = key();
        with(player.client(), key).post(path + "/scores", score(5));

        Answer other = with(player.client(), key).post(path + "/scores", score(6));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").textValue()).isEqualTo("urn:gildong:problem:idempotency-key-reused");
        assertThat(player.client().get(path + "/scores/me").json().get("score").intValue())
                .isEqualTo(5);

        Client admin = with(server.admin(), key);
        String delete = path + "/scores/" + player.playerId();
        assertThat(admin.send("DELETE", delete + "?season=1", BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        assertThat(admin.send("DELETE", delete, BodyPublishers.noBody()).status())
                .isEqualTo(422);
    }

    @Test
    void keyShouldBelongToCallerAndRoute() {
        String one = board();
        String two = board();
        String key = key();
        SignedIn other = server.client().signUp();

        assertThat(replayed(with(player.client(), key).post(one + "/scores", score(5))))
                .isFalse();
        assertThat(replayed(with(player.client(), key).post(two + "/scores", score(5))))
                .isFalse();
        assertThat(replayed(with(other.client(), key).post(one + "/scores", score(5))))
                .isFalse();
        assertThat(other.client().get(one + "/scores/me").json().get("score").intValue())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\"\"", "\"a", "a\"", "\"a\"b", "\"a\";x=1", "\"a\", \"b\"", "\"\\a\"", "\"\t\"", "'a'"
            })
    void keyThatIsNoQuotedStringShouldBeRefused(String key) {
        String scores = board() + "/scores";

        assertThat(with(player.client(), key).post(scores, score(5)).status()).isEqualTo(400);
        assertThat(player.client().get(scores + "/me").status()).isEqualTo(404);
    }

    @Test
    void keyMayHave255CharactersAndEscapes() {
        String scores = board() + "/scores";
        String longest = "\"" + "\\\"".repeat(255) + "\"";

        assertThat(with(player.client(), longest).post(scores, score(1)).status())
                .isEqualTo(200);
        assertThat(replayed(with(player.client(), longest).post(scores, score(1))))
                .isTrue();
        assertThat(with(player.client(), "\"" + "a".repeat(256) + "\"")
                        .post(scores, score(1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusedRequestShouldLeaveTheKeyFree() {
        String path = board(",\"rules\":{\"max\":10}");
        Client keyed = with(player.client(), key());

        assertThat(keyed.post(path + "/scores", score(11)).status()).isEqualTo(422);
        assertThat(keyed.post(path + "/scores", score(9)).status()).isEqualTo(200);
    }

    @Test
    void requestOfAnyoneShouldIgnoreTheKey() {
        String lookup = board(",\"read\":\"public\"") + "/scores:lookup";
        String body = "{\"playerIds\":[\"" + player.playerId() + "\"]}";

        assertThat(with(server.client(), "x").post(lookup, body).status()).isEqualTo(200);
    }

    @Test
    void taskShouldBeEnqueuedOnceAndFoundAtTheSamePlace() {
        Client keyed = with(player.client(), key());
        String body = "{\"args\":{\"x\":1,\"y\":2}}";

        Answer first = keyed.post("/v1/tasks/add", body);
        Answer again = keyed.post("/v1/tasks/add", body);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(replayed(again)).isTrue();
    }

    @Test
    void changedBoardShouldKeepItsETagInTheReplay() {
        String path = board();
        Client keyed = with(server.admin(), key());

        Answer first = keyed.send("PATCH", path, BodyPublishers.ofString("{\"ties\":\"shared\"}"));
        assertThat(first.status()).as(first.body()).isEqualTo(415);
        Client json = keyed.with("Content-Type", "application/json");
        first = json.send("PATCH", path, BodyPublishers.ofString("{\"ties\":\"shared\"}"));
        server.admin()
                .with("Content-Type", "application/json")
                .send("PATCH", path, BodyPublishers.ofString("{\"read\":\"public\"}"));
        Answer again = json.send("PATCH", path, BodyPublishers.ofString("{\"ties\":\"shared\"}"));

        assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).isNotEmpty();
        assertThat(again.header("ETag")).isNotEqualTo(server.admin().get(path).header("ETag"));
        assertThat(again.body()).isEqualTo(first.body());
    }

    /** Each submit with a key answers the rank that the same submit without one answers on a board of the same scores. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"keep\":\"best\"",
                "\"keep\":\"best\",\"ties\":\"shared\"",
                "\"keep\":\"latest\",\"order\":\"lowest\"",
                "\"keep\":\"latest\",\"ties\":\"shared\"",
                "\"keep\":\"sum\""
            })
    void ranksShouldBeThoseOfRequestsWithoutKey(String definition) {
        String plain = "/v1/leaderboards/b" + UUID.randomUUID();
        String keyed = "/v1/leaderboards/b" + UUID.randomUUID();
        server.admin().put(plain, "{" + definition + "}");
        server.admin().put(keyed, "{" + definition + "}");
        List<String> players = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            players.add(server.client().signUp().playerId());
        }
        Random random = new Random(definition.hashCode());

        for (int i = 0; i < 30; i++) {
            String body = item(players, random);
            Answer expected = server.admin().post(plain + "/scores", body);
            Answer answer = with(server.admin(), key()).post(keyed + "/scores", body);
            assertThat(answer.body()).as(body).isEqualTo(expected.body());
        }
        for (int i = 0; i < 10; i++) {
            List<String> items = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                items.add(item(players, random));
            }
            String body = "{\"items\":[" + String.join(",", items) + "]}";
            JsonNode expected =
                    server.admin().post(plain + "/scores:batch", body).json();
            JsonNode answer = with(server.admin(), key())
                    .post(keyed + "/scores:batch", body)
                    .json();
            assertThat(answer).as(body).isEqualTo(expected);
        }
    }

    private static String item(List<String> players, Random random) {
        return "{\"playerId\":\"%s\",\"score\":%d}"
                .formatted(players.get(random.nextInt(players.size())), random.nextInt(8));
    }

    @Test
    void secretThatAnAnswerShowsShouldNotBeReadableInTheTable() {
        String name = "k" + UUID.randomUUID();
        Answer made =
                with(server.admin(), key()).post("/v1/api-keys", "{\"name\":\"" + name + "\",\"scopes\":[\"scores\"]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);

        String hex = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        String column = server.databaseUrl().startsWith("jdbc:h2") ? "RAWTOHEX(body)" : "HEX(body)";
        assertThat(server.number("SELECT COUNT(*) FROM idempotency_key WHERE headers LIKE '%/" + name + "%'"))
                .isEqualTo(1);
        assertThat(server.number(
                        "SELECT COUNT(*) FROM idempotency_key WHERE LOWER(" + column + ") LIKE '%" + hex + "%'"))
                .isZero();
    }
}
