package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How scores with decimals go in and out, and who may read them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScoreNumbersResourceTest {
    private final TestServer server;
    private final Client anonymous;

    ScoreNumbersResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
    }

    @Test
    void decimalsShouldComeOutExactlyAsTheyWentIn() {
        ScoreBoard board = ScoreBoard.define(server, "{\"decimals\":2,\"keep\":\"latest\"}");
        SignedIn ann = anonymous.signUp();

        for (String score : List.of("12.34", "12.30", "-0.01", "0.00", "90071992547409.91", "-90071992547409.91")) {
            Answer submitted = board.submit(ann, score);
            assertThat(submitted.status()).as(score).isEqualTo(200);
            assertThat(submitted.body()).startsWith("{\"score\":" + score + ",");
            assertThat(ann.client().get(board.scores() + "/me").body()).contains("\"score\":" + score + ",");
            assertThat(ann.client().get(board.scores()).body())
                    .contains("\"score\":" + score + ",")
                    .contains("\"yourScore\":" + score + ",");
        }
        assertThat(board.submit(ann, "12.3").body())
                .startsWith("{\"score\":12.30,")
                .contains("\"previousScore\":-90071992547409.91,");
        assertThat(board.submit(ann, "12").body()).startsWith("{\"score\":12.00,");
    }

    @Test
    void smallestDecimalsShouldBeWrittenWithoutExponent() {
        ScoreBoard board = ScoreBoard.define(server, "{\"decimals\":6}");

        assertThat(board.submit(anonymous.signUp(), "0.000001").body()).startsWith("{\"score\":0.000001,");
        assertThat(board.submit(anonymous.signUp(), "0").body()).startsWith("{\"score\":0.000000,");
    }

    @Test
    void numbersThatTheBoardCannotHoldShouldBe400() {
        ScoreBoard board = ScoreBoard.define(server, "{\"decimals\":2}");
        SignedIn ann = anonymous.signUp();

        for (String score : List.of(
                "12.345",
                "12.340",
                "90071992547409.92",
                "-90071992547409.92",
                "1e1",
                "1e400",
                "1e-400",
                "1e99999999999",
                "1" + "0".repeat(200),
                "NaN",
                "\"12.34\"",
                "true",
                "[]")) {
            assertThat(board.submit(ann, score).status()).as(score).isEqualTo(400);
        }
        assertThat(board.total()).isZero();
    }

    private List<Answer> reads(ScoreBoard board, Client client, String playerId) {
        return List.of(
                client.get(board.scores()),
                client.get(board.scores() + "/" + playerId),
                client.get(board.scores() + "/" + playerId + "/around"),
                client.get(board.path() + "/rank?score=1"),
                board.lookup(client, List.of(playerId)));
    }

    @Test
    void publicBoardShouldBeReadByAnyone() {
        ScoreBoard board = ScoreBoard.define(server, "{\"read\":\"public\"}");
        SignedIn ann = board.players(3).get(0);

        assertThat(reads(board, anonymous, ann.playerId()))
                .extracting(Answer::status)
                .containsOnly(200);
        assertThat(anonymous.get(board.scores()).json().has("yourRank")).isFalse();
        assertThat(ann.client().get(board.scores()).json().get("yourRank").intValue())
                .isEqualTo(1);
        assertThat(anonymous.get(board.scores() + "/me").status()).isEqualTo(401);
        assertThat(anonymous.get(board.scores() + "/me/around").status()).isEqualTo(401);
        assertThat(anonymous.post(board.scores(), "{\"score\":1}").status()).isEqualTo(401);
    }

    @Test
    void boardForPlayersShouldBe401ForAnyoneLikeOneThatIsNotThere() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        SignedIn ann = board.players(3).get(0);

        assertThat(reads(board, anonymous, ann.playerId()))
                .extracting(Answer::status)
                .containsOnly(401);
        assertThat(reads(new ScoreBoard(server, "nope"), anonymous, ann.playerId()))
                .extracting(Answer::status)
                .containsOnly(401);
        assertThat(anonymous.get(board.scores() + "?season=99").status()).isEqualTo(401);
        assertThat(reads(new ScoreBoard(server, "nope"), ann.client(), ann.playerId()))
                .extracting(Answer::status)
                .containsOnly(404);
        assertThat(reads(board, anonymous.signUp().client(), ann.playerId()))
                .extracting(Answer::status)
                .containsOnly(200);
    }

    @Test
    void boardThatIsNoLongerPublicShouldBeClosedAtOnce() {
        ScoreBoard board = ScoreBoard.define(server, "{\"read\":\"public\"}");
        SignedIn ann = board.players(3).get(0);
        assertThat(anonymous.get(board.scores()).status()).isEqualTo(200);

        server.admin()
                .with("Content-Type", "application/merge-patch+json")
                .send("PATCH", board.path(), BodyPublishers.ofString("{\"read\":null}"));

        assertThat(reads(board, anonymous, ann.playerId()))
                .extracting(Answer::status)
                .containsOnly(401);
    }
}
