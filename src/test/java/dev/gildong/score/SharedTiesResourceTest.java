package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Equal scores that share a rank: 30, 20, 20, 20, 10 rank 1, 2, 2, 2, 5. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SharedTiesResourceTest {
    private static final long[] SCORES = {30, 20, 20, 20, 10};

    private final TestServer server;
    private final Client reader;
    private ScoreBoard board;

    SharedTiesResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        reader = server.admin();
        board = ScoreBoard.define(server, "{\"ties\":\"shared\"}");
    }

    private static List<String> ids(List<SignedIn> players) {
        return players.stream().map(SignedIn::playerId).toList();
    }

    @Test
    void pagesShouldKeepSharedRanksAcrossTheirBorders() {
        List<SignedIn> players = board.players(SCORES);

        for (int limit = 1; limit <= 6; limit++) {
            List<Integer> ranks = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            String first = board.scores() + "?limit=" + limit;
            String next = first;
            while (!next.isEmpty()) {
                Answer page = players.get(3).client().get(next);
                ranks.addAll(ScoreBoard.ranks(page));
                ids.addAll(ScoreBoard.players(page));
                assertThat(ranks).as("pages must end").hasSizeLessThan(6);
                assertThat(page.json().get("yourRank").intValue()).isEqualTo(2);
                JsonNode token = page.json().get("nextPageToken");
                next = token == null ? "" : first + "&pageToken=" + token.textValue();
            }
            assertThat(ranks).as("limit %d", limit).containsExactly(1, 2, 2, 2, 5);
            assertThat(ids).as("limit %d", limit).isEqualTo(ids(players));
        }
    }

    @Test
    void rankInsideATieShouldBeginBehindIt() {
        board.players(SCORES);

        assertThat(ranksFrom(1)).containsExactly(1, 2);
        assertThat(ranksFrom(2)).containsExactly(2, 2);
        assertThat(ranksFrom(3)).containsExactly(5);
        assertThat(ranksFrom(4)).containsExactly(5);
        assertThat(ranksFrom(5)).containsExactly(5);
        assertThat(ranksFrom(6)).isEmpty();
    }

    private List<Integer> ranksFrom(long rank) {
        return ScoreBoard.ranks(reader.get(board.scores() + "?limit=2&fromRank=" + rank));
    }

    @Test
    void pageFromARankShouldGoOnInsideTheTie() {
        List<SignedIn> players = board.players(SCORES);

        JsonNode page = reader.get(board.scores() + "?limit=2&fromRank=2").json();
        Answer next = reader.get(board.scores() + "?limit=2&pageToken="
                + page.get("nextPageToken").textValue());

        assertThat(ScoreBoard.ranks(next)).containsExactly(2, 5);
        assertThat(ScoreBoard.players(next)).isEqualTo(ids(players.subList(3, 5)));
    }

    @Test
    void everyoneInOneTieShouldRankFirst() {
        board.players(7, 7, 7);

        assertThat(ranksFrom(1)).containsExactly(1, 1);
        Answer behind = reader.get(board.scores() + "?fromRank=2");
        assertThat(ScoreBoard.ranks(behind)).isEmpty();
        assertThat(behind.json().has("nextPageToken")).isFalse();
        assertThat(behind.json().get("total").intValue()).isEqualTo(3);
    }

    @Test
    void aroundShouldShowThePlayerAmongThoseOfTheSameRank() {
        List<SignedIn> players = board.players(SCORES);

        Answer middle = players.get(2).client().get(board.scores() + "/me/around?limit=3");
        assertThat(ScoreBoard.ranks(middle)).containsExactly(2, 2, 2);
        assertThat(ScoreBoard.players(middle)).isEqualTo(ids(players.subList(1, 4)));
        assertThat(middle.json().get("yourRank").intValue()).isEqualTo(2);
        Answer end = players.get(3).client().get(board.scores() + "/me/around?limit=3");
        assertThat(ScoreBoard.ranks(end)).containsExactly(2, 2, 5);
        assertThat(ScoreBoard.players(end)).isEqualTo(ids(players.subList(2, 5)));
    }

    @Test
    void entryShouldTellTheSharedRankAndHowManyAreNotAhead() {
        List<SignedIn> players = board.players(SCORES);
        int[] ranks = {1, 2, 2, 2, 5};
        double[] percentiles = {100, 75, 75, 75, 0};

        for (int i = 0; i < ranks.length; i++) {
            JsonNode entry =
                    reader.get(board.scores() + "/" + players.get(i).playerId()).json();
            assertThat(entry.get("rank").intValue()).isEqualTo(ranks[i]);
            assertThat(entry.get("percentile").doubleValue()).isEqualTo(percentiles[i]);
        }
    }

    @Test
    void submitShouldTellSharedRanksNowAndBefore() {
        List<SignedIn> players = board.players(SCORES);

        assertThat(board.submit(players.get(4), "20").json())
                .hasToString("{\"score\":20,\"rank\":2,\"previousScore\":10,\"previousRank\":5,\"improved\":true,"
                        + "\"season\":1}");
        assertThat(board.submit(players.get(1), "30").json())
                .hasToString("{\"score\":30,\"rank\":1,\"previousScore\":20,\"previousRank\":2,\"improved\":true,"
                        + "\"season\":1}");
        assertThat(board.submit(players.get(0), "20").json())
                .hasToString("{\"score\":30,\"rank\":1,\"previousScore\":30,\"previousRank\":1,\"improved\":false,"
                        + "\"season\":1}");
        assertThat(ScoreBoard.ranks(reader.get(board.scores()))).containsExactly(1, 1, 3, 3, 3);
        assertThat(ScoreBoard.players(reader.get(board.scores())))
                .isEqualTo(
                        ids(List.of(players.get(0), players.get(1), players.get(2), players.get(3), players.get(4))));
    }

    @Test
    void submitThatFallsShouldTellTheRankThatItLeft() {
        board = ScoreBoard.define(server, "{\"ties\":\"shared\",\"keep\":\"latest\",\"order\":\"lowest\"}");
        List<SignedIn> players = board.players(1, 2, 2, 3);

        assertThat(board.submit(players.get(1), "3").json())
                .hasToString("{\"score\":3,\"rank\":3,\"previousScore\":2,\"previousRank\":2,\"improved\":false,"
                        + "\"season\":1}");
        assertThat(board.submit(players.get(0), "9").json())
                .hasToString("{\"score\":9,\"rank\":4,\"previousScore\":1,\"previousRank\":1,\"improved\":false,"
                        + "\"season\":1}");
        assertThat(ScoreBoard.ranks(reader.get(board.scores()))).containsExactly(1, 2, 2, 4);
    }
}
