package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores that come along with documents: stored with them, or not at all. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BatchScoresResourceTest {
    private static final String BATCH = "/v1/me/documents:batch";

    private final TestServer server;
    private final SignedIn ann;
    private final Client me;
    private final String name = UUID.randomUUID().toString();
    private final String save = "/v1/me/documents/c" + name + "/save";

    BatchScoresResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        ann = server.client().signUp("Ann");
        me = ann.client();
    }

    private String board(String suffix, String definition) {
        String board = suffix + name;
        assertThat(server.admin().put("/v1/leaderboards/" + board, definition).status())
                .isEqualTo(201);
        return board;
    }

    private static String scores(String board) {
        return "/v1/leaderboards/" + board + "/scores";
    }

    private static String score(String board, String score) {
        return "{\"leaderboard\":\"" + board + "\",\"score\":" + score + "}";
    }

    /** A batch that does something to the save. */
    private String body(String change, String... scores) {
        return "{\"items\":[{\"collection\":\"c%s\",\"key\":\"save\",%s}],\"scores\":[%s]}"
                .formatted(name, change, String.join(",", scores));
    }

    @Test
    void eachScoreShouldBeAnsweredAsIfItWereSubmittedAlone() {
        String best = board("b", "{}");
        String sum = board("a", "{\"keep\":\"sum\",\"decimals\":1}");
        SignedIn bob = server.client().signUp("Bob");
        bob.client().post(scores(best), "{\"score\":50}");
        bob.client().post(scores(sum), "{\"score\":0.5}");
        me.post(scores(best), "{\"score\":40}");

        Answer answer = me.post(
                BATCH,
                body(
                        "\"put\":{\"level\":8}",
                        score(sum, "0.4,\"metadata\":{\"level\":8}"),
                        score(best, "60,\"season\":1")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/items/0/version").intValue()).isEqualTo(1);
        assertThat(answer.json().get("scores"))
                .hasToString(
                        "[{\"leaderboard\":\"%s\",\"score\":0.4,\"rank\":2,\"improved\":true,\"season\":1},{\"leaderboard\":\"%s\",\"score\":60,\"rank\":1,\"previousScore\":40,\"previousRank\":2,\"improved\":true,\"season\":1}]"
                                .formatted(sum, best));
        assertThat(me.get(save).body()).isEqualTo("{\"level\":8}");
        assertThat(me.get(scores(best) + "/me").json().get("rank").intValue()).isEqualTo(1);
        assertThat(bob.client().get(scores(best) + "/me").json().get("rank").intValue())
                .isEqualTo(2);
        assertThat(me.get(scores(sum) + "/me").json().at("/metadata/level").intValue())
                .isEqualTo(8);

        JsonNode none = me.post(BATCH, body("\"patch\":{}", score(best, "10"))).json();
        assertThat(none.at("/scores/0/score").intValue()).isEqualTo(60);
        assertThat(none.at("/scores/0/improved").booleanValue()).isFalse();
        assertThat(me.post(BATCH, body("\"patch\":{}")).json().has("scores")).isFalse();
    }

    @Test
    void boardsThatNoNodeHasLoadedShouldTakeThemAllTheSame() {
        String boards = IntStream.range(0, 8)
                .mapToObj(i -> score(board("n" + i, "{\"season\":{\"every\":\"day\"}}"), "" + i))
                .collect(Collectors.joining(","));

        Answer answer = me.post(BATCH, body("\"put\":{}", boards));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("scores"))
                .hasSize(8)
                .allMatch(each -> each.get("rank").intValue() == 1);
        assertThat(me.get(save).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void refusedDocumentShouldLeaveNoScore() {
        String board = board("b", "{}");
        server.client().signUp("Bob").client().post(scores(board), "{\"score\":1}");
        me.put(save, "{\"gold\":10}");
        String good = score(board, "5");
        String[][] refused = {
            {"412", "\"patch\":{},\"ifVersion\":2"},
            {"422", "\"apply\":[{\"inc\":\"/gold\",\"by\":-11,\"min\":0}]"},
            {"409", "\"apply\":[{\"compare\":\"/gold\",\"value\":1}]"},
            {"400", "\"put\":{},\"delete\":true"}
        };
        for (String[] each : refused) {
            Answer answer = me.post(BATCH, body(each[1], good));
            assertThat(answer.status()).as(answer.body()).isEqualTo(Integer.parseInt(each[0]));
            assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/items/0");
        }

        assertThat(me.get(scores(board) + "/me").status()).isEqualTo(404);
        assertThat(me.get(scores(board)).json().get("total").intValue()).isEqualTo(1);
        assertThat(rows(board)).isEqualTo(1);
        assertThat(me.get(save).header("ETag")).isEqualTo("\"1\"");
    }

    private long rows(String board) {
        return server.number(
                "SELECT COUNT(*) FROM score JOIN leaderboard USING (board_no) WHERE name = '" + board + "'");
    }

    private void assertRefused(int status, String pointer, String... scores) {
        Answer answer = me.post(BATCH, body("\"put\":{\"gold\":0}", scores));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/pointer").asText())
                .as(answer.body())
                .isEqualTo(pointer);
        assertThat(me.with("Cache-Control", "no-cache").get(save).header("ETag"))
                .isEqualTo("\"1\"");
    }

    @Test
    void refusedScoreShouldLeaveNeitherDocumentNorOtherScoreAndBeNamed() {
        me.put(save, "{\"gold\":10}");
        String first = board("a", "{}");
        String ruled = board("r", "{\"rules\":{\"max\":9}}");
        String last = board("z", "{}");
        String good = score(first, "5");
        String alsoGood = score(last, "5");

        assertRefused(422, "/scores/1", good, score(ruled, "10"), alsoGood);
        assertRefused(422, "/scores/2", alsoGood, good, score(ruled, "10"));
        assertRefused(404, "/scores/1", good, score("none" + name, "1"));
        assertRefused(403, "/scores/1", good, score(board("s", "{\"submit\":\"servers\"}"), "1"));
        assertRefused(409, "/scores/0", score(board("f", "{\"frozen\":true}"), "1"), good);
        assertRefused(
                409,
                "/scores/0",
                score(board("o", "{\"opensAt\":\"" + Instant.now().plusSeconds(3600) + "\"}"), "1"),
                good);
        assertRefused(404, "/scores/1", good, score(last, "1,\"season\":7"));
        assertRefused(400, "/scores/1/score", good, score(last, "1.5"));
        assertRefused(
                400, "/scores/1/metadata", good, score(last, "1,\"metadata\":{\"m\":\"" + "x".repeat(1024) + "\"}"));
        assertRefused(400, "/scores/1", good, score(first, "6"));
        assertRefused(400, "/scores", Collections.nCopies(9, good).toArray(String[]::new));
        assertRefused(400, "/scores", "null");
        assertRefused(400, "/scores/0", score(first, "1,\"playerId\":\"x\""));

        for (String board : new String[] {first, ruled, last}) {
            assertThat(me.get(scores(board)).json().get("total").intValue()).isZero();
            assertThat(rows(board)).isZero();
        }
        assertThat(me.post(scores(first), "{\"score\":1}").json().get("rank").intValue())
                .isEqualTo(1);
    }

    @Test
    void batchWithAKeyShouldBeAppliedOnceAndAnsweredAgain() {
        String board = board("b", "{\"keep\":\"sum\",\"rules\":{\"max\":9}}");
        me.put(save, "{\"n\":0}");
        Client keyed = me.with("Idempotency-Key", "\"" + name + "\"");
        String apply = "\"apply\":[{\"inc\":\"/n\",\"by\":1}]";

        assertThat(keyed.post(BATCH, body(apply, score(board, "10"))).status()).isEqualTo(422);
        Answer first = keyed.post(BATCH, body(apply, score(board, "3")));
        Answer again = keyed.post(BATCH, body(apply, score(board, "3")));

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/items/0/value")).hasToString("{\"n\":1}");
        assertThat(first.json().at("/scores/0/score").intValue()).isEqualTo(3);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(keyed.post(BATCH, body(apply, score(board, "4"))).status()).isEqualTo(422);
        assertThat(me.get(save).body()).isEqualTo("{\"n\":1}");
        assertThat(me.get(scores(board) + "/me").json().get("score").intValue()).isEqualTo(3);
    }

    @Test
    void gameServerShouldSendThemForItsPlayerWithBothScopes() {
        String board = board("b", "{\"submit\":\"servers\"}");
        String path = "/v1/players/" + ann.playerId() + "/documents:batch";
        Client documents = key("documents", "\"documents\"");
        Client both = key("both", "\"documents\",\"scores\"");

        assertThat(documents.post(path, body("\"put\":{}", score(board, "5"))).status())
                .isEqualTo(403);
        assertThat(key("scores", "\"scores\"")
                        .post(path, body("\"put\":{}", score(board, "5")))
                        .status())
                .isEqualTo(403);
        assertThat(me.post(path, body("\"put\":{}")).status()).isEqualTo(403);
        assertThat(me.get(save).status()).isEqualTo(404);
        assertThat(documents.post(path, body("\"put\":{\"a\":1}")).status()).isEqualTo(200);
        Answer answer = both.post(path, body("\"patch\":{\"b\":2}", score(board, "5")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/scores/0/rank").intValue()).isEqualTo(1);
        assertThat(me.get(save).body()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(me.get(scores(board) + "/me").json().get("score").intValue()).isEqualTo(5);
        assertThat(both.post("/v1/players/nobody/documents:batch", body("\"put\":{}"))
                        .status())
                .isEqualTo(404);
    }

    private Client key(String suffix, String scopes) {
        Answer made = server.admin()
                .post("/v1/api-keys", "{\"name\":\"%s-%s\",\"scopes\":[%s]}".formatted(suffix, name, scopes));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return server.client().withToken(made.json().get("secret").textValue());
    }
}
