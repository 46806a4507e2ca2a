package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a board's definition lets in. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScoreRulesResourceTest {
    private final TestServer server;
    private final Client anonymous;

    ScoreRulesResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
    }

    /** Holds that a score breaks this rule, and that the player's entry and the board are what they were. */
    private void assertBreaks(String rule, ScoreBoard board, SignedIn player, String score) {
        String me = board.scores() + "/me";
        Answer before = player.client().get(me);
        long total = board.total();

        Answer answer = board.submit(player, score);

        assertThat(answer.status()).as(score).isEqualTo(422);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:rule-broken");
        assertThat(answer.json().get("detail").textValue()).endsWith("The rule is " + rule + ".");
        Answer after = player.client().get(me);
        assertThat(after.status()).isEqualTo(before.status());
        if (before.status() == 200) {
            assertThat(after.body()).isEqualTo(before.body());
        }
        assertThat(board.total()).isEqualTo(total);
    }

    private static void assertTaken(ScoreBoard board, SignedIn player, String score, String stands) {
        Answer answer = board.submit(player, score);
        assertThat(answer.status()).as(score).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"score\":" + stands + ",");
    }

    @Test
    void scoresBelowMinAndAboveMaxShouldBe422() {
        ScoreBoard board = ScoreBoard.define(server, """
                {"keep":"latest","decimals":1,"rules":{"min":-5,"max":10.5}}""");
        SignedIn ann = anonymous.signUp();

        assertBreaks("min", board, ann, "-5.1");
        assertBreaks("max", board, ann, "10.6");
        assertTaken(board, ann, "-5", "-5.0");
        assertTaken(board, ann, "10.5", "10.5");
        assertBreaks("min", board, ann, "-5.1");
        assertBreaks("max", board, ann, "10.6");
    }

    @Test
    void bestShouldNotLieFurtherFromTheStandingScoreThanMaxChange() {
        for (String order : List.of("highest", "lowest")) {
            ScoreBoard board = ScoreBoard.define(server, "{\"order\":\"" + order + "\",\"rules\":{\"maxChange\":10}}");
            SignedIn ann = anonymous.signUp();

            assertTaken(board, ann, "1000", "1000");
            assertBreaks("maxChange", board, ann, "1011");
            assertBreaks("maxChange", board, ann, "989");
            assertTaken(board, ann, "1010", order.equals("highest") ? "1010" : "1000");
            assertTaken(board, ann, "1000", order.equals("highest") ? "1010" : "1000");
        }
    }

    @Test
    void latestShouldNotLieFurtherFromTheOneBeforeThanMaxChange() {
        ScoreBoard board = ScoreBoard.define(server, "{\"keep\":\"latest\",\"rules\":{\"maxChange\":10}}");
        SignedIn ann = anonymous.signUp();

        assertTaken(board, ann, "-100", "-100");
        assertTaken(board, ann, "-110", "-110");
        assertBreaks("maxChange", board, ann, "-99");
        assertTaken(board, ann, "-100", "-100");
        assertTaken(board, ann, "-90", "-90");
    }

    @Test
    void maxChangeShouldLimitWhatIsAddedToASum() {
        ScoreBoard board = ScoreBoard.define(server, "{\"keep\":\"sum\",\"rules\":{\"maxChange\":10}}");
        SignedIn ann = anonymous.signUp();

        assertBreaks("maxChange", board, ann, "11");
        assertTaken(board, ann, "10", "10");
        assertTaken(board, ann, "10", "20");
        assertBreaks("maxChange", board, ann, "-11");
        assertTaken(board, ann, "-10", "10");
    }

    @Test
    void moreScoresInAMinuteThanTheRuleSaysShouldBe422() {
        Minute minute = inOneMinute("{\"keep\":\"sum\",\"rules\":{\"perMinute\":2}}", "1", "2", "4", "8");

        assertThat(minute.statuses()).containsExactly(200, 200, 422, 422);
        String me = minute.board().scores() + "/me";
        assertThat(minute.player().client().get(me).json().get("score").intValue())
                .isEqualTo(3);
        minute.passes();
        assertThat(minute.board().submit(minute.player(), "16").status()).isEqualTo(200);
        assertThat(minute.player().client().get(me).json().get("score").intValue())
                .isEqualTo(19);
    }

    @Test
    void scoreThatChangesNothingShouldCountInItsMinuteAndOneThatIsRefusedShouldNot() {
        Minute minute = inOneMinute("{\"rules\":{\"max\":10,\"perMinute\":2}}", "11", "5", "12", "4", "6");

        assertThat(minute.statuses()).containsExactly(422, 200, 422, 200, 422);
        minute.passes();
        assertTaken(minute.board(), minute.player(), "6", "6");
    }

    @Test
    void boardForServersShouldTakeNothingFromPlayers() {
        ScoreBoard board = ScoreBoard.define(server, "{\"submit\":\"servers\"}");
        SignedIn ann = anonymous.signUp();

        assertThat(board.submit(ann, "1").status()).isEqualTo(403);
        assertThat(board.total()).isZero();
        assertThat(board.submit(ann.playerId(), "2").status()).isEqualTo(200);
        assertThat(board.submit(ann, "3").status()).isEqualTo(403);
        assertThat(ann.client().get(board.scores() + "/me").json().get("score").intValue())
                .isEqualTo(2);
    }

    @Test
    void frozenNotOpenYetAndClosedShouldBe409() {
        for (String definition : List.of(
                "{\"frozen\":true}",
                "{\"opensAt\":\"2400-01-01T00:00:00Z\"}",
                "{\"closesAt\":\"2001-01-01T00:00:00Z\"}")) {
            ScoreBoard board = ScoreBoard.define(server, definition);

            Answer answer = board.submit(anonymous.signUp(), "1");

            assertThat(answer.status()).as(definition).isEqualTo(409);
            assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:leaderboard-closed");
            assertThat(board.total()).isZero();
        }
    }

    @Test
    void boardShouldGoByItsNewDefinitionAsSoonAsItIsAnswered() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        SignedIn ann = anonymous.signUp();
        assertTaken(board, ann, "1", "1");

        for (String stop : List.of("\"frozen\":true", "\"closesAt\":\"2001-01-01T00:00:00Z\"")) {
            patch(board, "{" + stop + "}");
            assertThat(board.submit(ann, "5").status()).as(stop).isEqualTo(409);
            assertThat(ann.client()
                            .get(board.scores() + "/me")
                            .json()
                            .get("score")
                            .intValue())
                    .isEqualTo(1);
            patch(board, "{\"frozen\":false}"); // for the next one
        }
    }

    private void patch(ScoreBoard board, String body) {
        assertThat(server.admin()
                        .with("Content-Type", "application/merge-patch+json")
                        .send("PATCH", board.path(), BodyPublishers.ofString(body))
                        .status())
                .isEqualTo(200);
    }

    /** What became of a new player's scores on a new board, all of them in one minute. */
    private Minute inOneMinute(String definition, String... scores) {
        while (true) {
            long minute = Instant.now().getEpochSecond() / 60;
            ScoreBoard board = ScoreBoard.define(server, definition);
            SignedIn player = anonymous.signUp();
            List<Integer> statuses = Stream.of(scores)
                    .map(score -> board.submit(player, score).status())
                    .toList();
            if (Instant.now().getEpochSecond() / 60 == minute) {
                return new Minute(board, player, statuses);
            }
        }
    }

    private record Minute(ScoreBoard board, SignedIn player, List<Integer> statuses) {

        /** Lets what was counted lie in the minute before. */
        void passes() {
            board.server().sql("UPDATE score SET submit_minute = submit_minute - 1 WHERE board_no = " + board.number());
        }
    }
}
