package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores of many players in one request. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScoreBatchResourceTest {
    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA";

    private final TestServer server;

    ScoreBatchResourceTest(TestDatabase database) {
        server = TestServer.on(database);
    }

    @Test
    void whatIsWrongWithOneItemShouldStopNoOther() {
        ScoreBoard board = ScoreBoard.define(server, "{\"rules\":{\"max\":100}}");
        List<String> ids = board.strangers(3);

        Answer answer = board.batch(List.of(
                ScoreBoard.item(ids.get(0), "10"),
                ScoreBoard.item(NOBODY, "5"),
                ScoreBoard.item(ids.get(1), "1.5"),
                ScoreBoard.item(ids.get(2), "101"),
                ScoreBoard.item(ids.get(1), "20")));

        assertThat(ScoreBoard.ints(answer, "status")).containsExactly(200, 400, 400, 422, 200);
        JsonNode items = answer.json().get("items");
        assertThat(items.findValuesAsText("playerId"))
                .containsExactly(ids.get(0), ids.get(1), ids.get(2), ids.get(1)); // and not the one that is no player
        assertThat(items.get(0))
                .hasToString("{\"playerId\":\"" + ids.get(0)
                        + "\",\"status\":200,\"score\":10,\"rank\":2,\"improved\":true,\"season\":1}");
        assertThat(items.get(4).get("rank").intValue()).isEqualTo(1);
        assertThat(items.get(1).at("/problem/errors/0/pointer").textValue()).isEqualTo("/playerId");
        assertThat(items.get(2).at("/problem/errors/0/pointer").textValue()).isEqualTo("/score");
        assertThat(items.get(3).at("/problem/type").textValue()).isEqualTo("urn:gildong:problem:rule-broken");
        assertThat(items.get(3).at("/problem/status").intValue()).isEqualTo(422);
        assertThat(board.total()).isEqualTo(2);
        assertThat(server.admin().get(board.scores() + "/" + ids.get(2)).status())
                .isEqualTo(404);
    }

    @Test
    void itemsOfOnePlayerShouldCountOneAfterTheOther() {
        ScoreBoard board = ScoreBoard.define(server, "{\"keep\":\"latest\"}");
        board.players(8);
        String ann = board.strangers(1).get(0);

        JsonNode items = board.batch(
                        List.of(ScoreBoard.item(ann, "10"), ScoreBoard.item(ann, "5"), ScoreBoard.item(ann, "7")))
                .json()
                .get("items");

        String begin = "{\"playerId\":\"" + ann + "\",\"status\":200,\"score\":";
        assertThat(items.get(0)).hasToString(begin + "10,\"rank\":1,\"improved\":true,\"season\":1}");
        assertThat(items.get(1))
                .hasToString(begin
                        + "5,\"rank\":2,\"previousScore\":10,\"previousRank\":1,\"improved\":false,\"season\":1}");
        assertThat(items.get(2))
                .hasToString(
                        begin + "7,\"rank\":2,\"previousScore\":5,\"previousRank\":2,\"improved\":true,\"season\":1}");
        assertThat(server.admin()
                        .get(board.scores() + "/" + ann)
                        .json()
                        .get("score")
                        .intValue())
                .isEqualTo(7);
    }

    @Test
    void sumAndBestOfOnePlayerShouldSeeTheItemsBefore() {
        for (String keep : List.of("sum", "best")) {
            ScoreBoard board = ScoreBoard.define(server, "{\"keep\":\"" + keep + "\"}");
            String ann = board.strangers(1).get(0);

            Answer answer = board.batch(
                    List.of(ScoreBoard.item(ann, "2"), ScoreBoard.item(ann, "1"), ScoreBoard.item(ann, "30")));

            assertThat(ScoreBoard.ints(answer, "score"))
                    .as(keep)
                    .isEqualTo(keep.equals("sum") ? List.of(2, 3, 33) : List.of(2, 2, 30));
            assertThat(board.total()).isEqualTo(1);
        }
    }

    /** Four transactions at the least: each of them takes 256. */
    @Test
    void aThousandItemsShouldAllHaveTheirRanksWhenTheyAreAnswered() {
        int count = 1000;
        ScoreBoard board = ScoreBoard.define(server, "{}");
        List<String> ids = board.strangers(count);
        List<Integer> scores = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(scores, new Random(7));

        Answer answer = board.batch(IntStream.range(0, count)
                .mapToObj(i -> ScoreBoard.item(ids.get(i), Integer.toString(scores.get(i))))
                .toList());

        List<Integer> expected = scores.stream().map(score -> count - score).toList();
        assertThat(ScoreBoard.players(answer)).isEqualTo(ids);
        assertThat(ScoreBoard.ints(answer, "status")).containsOnly(200);
        assertThat(ScoreBoard.ints(answer, "score")).isEqualTo(scores);
        assertThat(ScoreBoard.ranks(answer)).isEqualTo(expected);
        Answer found = board.lookup(server.admin(), ids);
        assertThat(ScoreBoard.ranks(found))
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(server.number("SELECT COUNT(*) FROM score WHERE board_no = " + board.number()))
                .isEqualTo(count);
    }

    @Test
    void tooManyItemsNoneAndNullShouldBe400AndStoreNothing() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        String ann = board.strangers(1).get(0);
        String good = ScoreBoard.item(ann, "1");

        assertThat(board.batch(Collections.nCopies(1001, good)).status()).isEqualTo(400);
        assertThat(board.batch(List.of()).status()).isEqualTo(400);
        assertThat(board.batch(List.of(good, "null")).status()).isEqualTo(400);
        for (String item : List.of(
                "{\"score\":1}",
                "{\"playerId\":\"" + ann + "\"}",
                "{\"playerId\":null,\"score\":1}",
                ScoreBoard.item(ann, "null"),
                ScoreBoard.item(ann, "\"1\""),
                "{\"playerId\":\"" + ann + "\",\"score\":1,\"season\":1}")) {
            assertThat(board.batch(List.of(good, item)).status()).as(item).isEqualTo(400);
        }
        for (String body : List.of("{}", "{\"items\":null}", "{\"items\":{}}", "[]", "null")) {
            assertThat(server.admin().post(board.scores() + ":batch", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(board.total()).isZero();
    }

    @Test
    void idsThatAreNoIdsShouldStopNoOther() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        String good = board.strangers(1).get(0);

        for (String id : List.of("", "me", " " + good, good + " ", "\\ud83d", "\\u0000", "x".repeat(10_000))) {
            Answer answer = board.batch(List.of(ScoreBoard.item(id, "9"), ScoreBoard.item(good, "1")));
            assertThat(ScoreBoard.ints(answer, "status")).as(id).containsExactly(400, 200);
        }
        assertThat(board.total()).isEqualTo(1);
    }

    @Test
    void onlyAKeyWithTheScopeShouldSubmitABatch() {
        ScoreBoard board = ScoreBoard.define(server, "{\"submit\":\"servers\"}");
        String secret = "key-" + Token.random(32);
        server.sql("INSERT INTO api_key (key_name, key_hash, scopes, created_at) VALUES ('%s', '%s', 'boards', 1)"
                .formatted(Token.random(16), Token.hash(secret)));
        String body = "{\"items\":[" + ScoreBoard.item(board.strangers(1).get(0), "1") + "]}";
        String path = board.scores() + ":batch";

        assertThat(server.client().post(path, body).status()).isEqualTo(401);
        assertThat(server.client().signUp().client().post(path, body).status()).isEqualTo(403);
        assertThat(server.client().withToken(secret).post(path, body).status()).isEqualTo(403);
        assertThat(board.total()).isZero();

        assertThat(ScoreBoard.ints(server.admin().post(path, body), "status")).containsExactly(200);
    }

    @Test
    void boardThatTakesNothingShouldAnswerEachItemAndOneThatIsNotThere404() {
        ScoreBoard board = ScoreBoard.define(server, "{\"frozen\":true}");
        List<String> ids = board.strangers(2);
        List<String> items = List.of(ScoreBoard.item(ids.get(0), "1"), ScoreBoard.item(ids.get(1), "2"));

        assertThat(ScoreBoard.ints(board.batch(items), "status")).containsExactly(409, 409);
        assertThat(new ScoreBoard(server, "nope").batch(items).status()).isEqualTo(404);
    }
}
