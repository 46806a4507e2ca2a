package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The entries of a set of players, and the ranks of scores that nobody has. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScoreSetResourceTest {
    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA";

    private final TestServer server;

    ScoreSetResourceTest(TestDatabase database) {
        server = TestServer.on(database);
    }

    private static List<String> ids(List<SignedIn> players) {
        return players.stream().map(SignedIn::playerId).toList();
    }

    @Test
    void lookupShouldTellTheRankOnTheBoardAndInTheSet() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        List<String> ids = ids(board.players(40, 50, 20, 30));
        String withoutScore = board.strangers(1).get(0);

        Answer answer = board.lookup(
                server.client().signUp().client(), List.of(ids.get(3), withoutScore, ids.get(1), NOBODY, ids.get(3)));

        assertThat(ScoreBoard.players(answer)).containsExactly(ids.get(1), ids.get(3));
        assertThat(ScoreBoard.ranks(answer)).containsExactly(1, 3);
        assertThat(ScoreBoard.ints(answer, "rankInSet")).containsExactly(1, 2);
        assertThat(ScoreBoard.ints(answer, "score")).containsExactly(50, 30);
        assertThat(answer.json().get("total").intValue()).isEqualTo(4);
        assertThat(answer.json().get("season").intValue()).isEqualTo(1);
    }

    @Test
    void lookupShouldShareRanksInTheSetWhereTheBoardDoes() {
        ScoreBoard board = ScoreBoard.define(server, "{\"ties\":\"shared\"}");
        List<String> ids = ids(board.players(40, 30, 50, 40, 30));

        Answer answer = board.lookup(server.admin(), List.of(ids.get(0), ids.get(1), ids.get(3), ids.get(4)));

        assertThat(ScoreBoard.players(answer)).containsExactly(ids.get(0), ids.get(3), ids.get(1), ids.get(4));
        assertThat(ScoreBoard.ranks(answer)).containsExactly(2, 2, 4, 4);
        assertThat(ScoreBoard.ints(answer, "rankInSet")).containsExactly(1, 1, 3, 3);
    }

    @Test
    void lookupShouldCountEqualScoresApartWhereTheBoardDoes() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        List<String> ids = ids(board.players(40, 40, 40));

        Answer answer = board.lookup(server.admin(), List.of(ids.get(2), ids.get(0)));

        assertThat(ScoreBoard.players(answer)).containsExactly(ids.get(0), ids.get(2));
        assertThat(ScoreBoard.ranks(answer)).containsExactly(1, 3);
        assertThat(ScoreBoard.ints(answer, "rankInSet")).containsExactly(1, 2);
    }

    @Test
    void lookupShouldShowWhatAPageShows() {
        ScoreBoard board = ScoreBoard.define(server, "{\"decimals\":2}");
        SignedIn ann = server.client().signUp("Ann");
        ann.client().post(board.scores(), "{\"score\":12.30,\"metadata\":{\"car\":[1,2.50]}}");

        Answer found = board.lookup(ann.client(), List.of(ann.playerId()));

        JsonNode row = ann.client().get(board.scores()).json().at("/items/0");
        assertThat(found.json().at("/items/0")).hasToString(row.toString().replaceAll("}$", ",\"rankInSet\":1}"));
        assertThat(found.body()).contains("\"score\":12.30,").contains("{\"car\":[1,2.50]}");
    }

    /** Some databases take letters of another case, and blanks at the end, for the same. */
    @Test
    void lookupShouldLeaveOutIdsThatAreOnlyAlike() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        String id = board.players(1).get(0).playerId();
        String upper = id.toUpperCase(Locale.ROOT);
        String other = upper.equals(id) ? id.toLowerCase(Locale.ROOT) : upper;

        for (String alike : List.of(other, id + " ", " " + id, "", "me", "\\ud83d", "\\u0000")) {
            assertThat(ScoreBoard.players(board.lookup(server.admin(), List.of(alike))))
                    .as(alike)
                    .isEmpty();
            assertThat(ScoreBoard.players(board.lookup(server.admin(), List.of(alike, id))))
                    .as(alike)
                    .containsExactly(id);
        }
    }

    @Test
    void lookupOfTooManyOrNoneShouldBe400AndOfAnotherSeason404() {
        ScoreBoard board = ScoreBoard.define(server, "{}");
        String id = board.players(1).get(0).playerId();
        String path = board.scores() + ":lookup";

        assertThat(board.lookup(server.admin(), Collections.nCopies(1001, id)).status())
                .isEqualTo(400);
        assertThat(ScoreBoard.ranks(board.lookup(server.admin(), Collections.nCopies(1000, id))))
                .containsExactly(1);
        for (String body : List.of(
                "{}",
                "{\"playerIds\":[]}",
                "{\"playerIds\":[null]}",
                "{\"playerIds\":[1]}",
                "{\"playerIds\":\"" + id + "\"}",
                "{\"playerIds\":[\"" + id + "\"],\"season\":\"1\"}",
                "{\"playerIds\":[\"" + id + "\"],\"limit\":1}")) {
            assertThat(server.admin().post(path, body).status()).as(body).isEqualTo(400);
        }
        String inSeason = "{\"playerIds\":[\"" + id + "\"],\"season\":%d}";
        assertThat(ScoreBoard.ranks(server.admin().post(path, inSeason.formatted(1))))
                .containsExactly(1);
        for (int season : new int[] {2, 99, 0, -1}) {
            assertThat(server.admin().post(path, inSeason.formatted(season)).status())
                    .as("season %d", season)
                    .isEqualTo(404);
        }
    }

    @Test
    void rankOfAScoreShouldBeWhatASubmitThenGets() {
        long[] standing = {10, 20, 20, 30};
        for (String order : List.of("highest", "lowest")) {
            for (String ties : List.of("earliest", "shared")) {
                ScoreBoard board = ScoreBoard.define(server, "{\"order\":\"" + order + "\",\"ties\":\"" + ties + "\"}");
                board.players(standing);
                List<String> ids = board.strangers(7);
                List<Integer> told = new ArrayList<>();
                List<Integer> got = new ArrayList<>();
                List<Integer> expected = new ArrayList<>();
                for (int i = 0; i < 7; i++) {
                    int score = 5 + 5 * i;
                    long better = LongStream.of(standing)
                            .filter(other -> order.equals("highest") ? other > score : other < score)
                            .count();
                    long equal = LongStream.of(standing)
                            .filter(other -> other == score)
                            .count();
                    expected.add((int) (1 + better + (ties.equals("shared") ? 0 : equal)));
                    JsonNode rank = board.rank(Integer.toString(score)).json();
                    told.add(rank.get("rank").intValue());
                    assertThat(rank.get("total").intValue()).isEqualTo(4);
                    assertThat(rank.get("score").intValue()).isEqualTo(score);
                    got.add(board.submit(ids.get(i), Integer.toString(score))
                            .json()
                            .get("rank")
                            .intValue());
                    assertThat(board.delete(ids.get(i)).status()).isEqualTo(204);
                }
                assertThat(told).as(order + " " + ties).isEqualTo(expected);
                assertThat(got).as(order + " " + ties).isEqualTo(expected);
            }
        }
    }

    @Test
    void rankShouldTakeScoresAsTheBoardWritesThem() {
        ScoreBoard board = ScoreBoard.define(server, "{\"decimals\":2}");

        assertThat(board.rank("12.30").body()).isEqualTo("{\"score\":12.30,\"rank\":1,\"total\":0,\"season\":1}");
        assertThat(board.rank("-0.01").body()).startsWith("{\"score\":-0.01,");
        assertThat(board.rank("90071992547409.91").status()).isEqualTo(200);
        assertThat(board.rank("90071992547409.92").status()).isEqualTo(400);
        assertThat(board.rank("12.345").status()).isEqualTo(400);
    }

    @Test
    void rankOfWhatIsNoScoreShouldBe400() {
        ScoreBoard board = ScoreBoard.define(server, "{}");

        assertThat(server.admin().get(board.path() + "/rank").status()).isEqualTo(400);
        for (String score : List.of(
                "",
                "abc",
                "NaN",
                "1.5",
                "1.0",
                "1e3",
                "1e400",
                "1e-400",
                "1e99999999999",
                "0x1",
                "%D9%A1", // one, in Arabic
                "%2B1",
                "1,5",
                "9007199254740992",
                "-9007199254740992",
                "9".repeat(1000))) {
            assertThat(board.rank(score).status()).as(score).isEqualTo(400);
        }
        assertThat(board.rank("9007199254740991").status()).isEqualTo(200);
        assertThat(board.rank("-9007199254740991").status()).isEqualTo(200);
    }
}
