package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Submits with an Idempotency-Key where a season must be opened first, and loaded into memory. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KeyedSeasonResourceTest {
    private final TestServer server;

    KeyedSeasonResourceTest(TestDatabase database) {
        server = TestServer.on(database);
    }

    /** A board whose first season has ended, which no node has heard of. */
    private ScoreBoard ended(List<SignedIn> players) {
        ScoreBoard board = ScoreBoard.define(
                server, "{\"keep\":\"sum\",\"season\":{\"every\":\"0 0 1 1 *\",\"lateSeconds\":600}}");
        players.forEach(player -> board.submit(player, "10"));
        Instant past = Instant.now().minusMillis(1);
        board.moveEnd(1, past, past);
        return board;
    }

    @Test
    void submitShouldOpenTheNextSeasonAndCountThereOnce() {
        SignedIn ann = server.client().signUp();
        ScoreBoard board = ended(List.of(ann));
        Client keyed = ann.client().with("Idempotency-Key", "\"a\"");

        Answer first = keyed.post(board.scores(), "{\"score\":3}");
        Answer again = keyed.post(board.scores(), "{\"score\":3}");

        assertThat(first.json()).hasToString("{\"score\":3,\"rank\":1,\"improved\":true,\"season\":2}");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(ann.client().get(board.scores() + "/me").json().get("score").intValue())
                .isEqualTo(3);
    }

    @Test
    void batchShouldGoToTheNextSeasonWhole() {
        SignedIn ann = server.client().signUp();
        SignedIn bob = server.client().signUp();
        ScoreBoard board = ended(List.of(ann, bob));

        Answer answer = server.admin()
                .with("Idempotency-Key", "\"" + board.name() + "\"")
                .post(
                        board.scores() + ":batch",
                        "{\"items\":[" + ScoreBoard.item(ann.playerId(), "1") + ","
                                + ScoreBoard.item(bob.playerId(), "2") + "]}");

        assertThat(ScoreBoard.ints(answer, "season")).containsExactly(2, 2);
        assertThat(ScoreBoard.ranks(answer)).containsExactly(2, 1);
    }
}
