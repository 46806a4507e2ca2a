package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Where pages begin and end, and what is left of a score that was deleted. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScorePagingResourceTest {
    private final TestServer server;
    private final Client reader;
    private final ScoreBoard board;

    ScorePagingResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        reader = server.admin();
        board = ScoreBoard.define(server, "{}");
    }

    private Answer page(String query) {
        return reader.get(board.scores() + "?" + query);
    }

    private String token(String query) {
        return page(query).json().get("nextPageToken").textValue();
    }

    @Test
    void pageShouldBeginAtTheRankThatIsAskedFor() {
        board.players(50, 40, 30, 20, 10);

        assertThat(ScoreBoard.ranks(page("fromRank=1"))).containsExactly(1, 2, 3, 4, 5);
        assertThat(ScoreBoard.ranks(page("fromRank=3&limit=2"))).containsExactly(3, 4);
        assertThat(ScoreBoard.ints(page("fromRank=5"), "score")).containsExactly(10);
        assertThat(page("fromRank=5").json().has("nextPageToken")).isFalse();
        assertThat(page("fromRank=4&limit=2").json().has("nextPageToken")).isFalse();
        assertThat(ScoreBoard.ranks(page("limit=2&pageToken=" + token("fromRank=2&limit=2"))))
                .containsExactly(4, 5);
    }

    @Test
    void pageBehindTheLastRankShouldBeEmpty() {
        SignedIn ann = board.players(50, 40).get(1);

        for (String rank : List.of("3", "4", "1000000000")) {
            JsonNode page =
                    ann.client().get(board.scores() + "?fromRank=" + rank).json();
            assertThat(page.get("items")).as(rank).isEmpty();
            assertThat(page.get("total").intValue()).isEqualTo(2);
            assertThat(page.get("yourRank").intValue()).isEqualTo(2);
            assertThat(page.has("nextPageToken")).isFalse();
        }
        assertThat(reader.get(ScoreBoard.define(server, "{}").scores() + "?fromRank=1")
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void rankThatNoBoardHasShouldBe400AndSoShouldRankAndTokenTogether() {
        board.players(50, 40);

        for (String rank : List.of(
                "0", "-1", "1000000001", "1000000000000", "9223372036854775807", "9223372036854775808", "abc", "1.0")) {
            assertThat(page("fromRank=" + rank).status()).as(rank).isEqualTo(400);
        }
        assertThat(page("fromRank=1&pageToken=" + token("limit=1")).status()).isEqualTo(400);
    }

    @Test
    void limitOneShouldShowEveryEntryOnce() {
        board.players(50, 40, 40, 10);

        List<Integer> ranks = new ArrayList<>(ScoreBoard.ranks(page("limit=1")));
        JsonNode token = page("limit=1").json().get("nextPageToken");
        while (token != null) {
            Answer next = page("limit=1&pageToken=" + token.textValue());
            ranks.addAll(ScoreBoard.ranks(next));
            assertThat(ranks).as("pages must end").hasSizeLessThan(5);
            token = next.json().get("nextPageToken");
        }

        assertThat(ranks).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aroundOfOneShouldBeThePlayerAlone() {
        for (SignedIn player : board.players(50, 40, 30)) {
            assertThat(ScoreBoard.players(player.client().get(board.scores() + "/me/around?limit=1")))
                    .containsExactly(player.playerId());
        }
    }

    @Test
    void aroundOfAnEvenNumberShouldShowOneMoreBehindThePlayer() {
        List<SignedIn> players = board.players(50, 40, 30, 20);

        assertThat(ScoreBoard.ranks(players.get(1).client().get(board.scores() + "/me/around?limit=2")))
                .containsExactly(2, 3);
        assertThat(ScoreBoard.ranks(players.get(3).client().get(board.scores() + "/me/around?limit=2")))
                .containsExactly(3, 4);
        assertThat(ScoreBoard.ranks(players.get(3).client().get(board.scores() + "/me/around?limit=100")))
                .containsExactly(1, 2, 3, 4);
        assertThat(players.get(0)
                        .client()
                        .get(board.scores() + "/me/around?limit=0")
                        .status())
                .isEqualTo(400);
        assertThat(players.get(0)
                        .client()
                        .get(board.scores() + "/me/around?limit=101")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tokenShouldBe400OnAnotherBoardAndInAnotherSeason() {
        ScoreBoard other = ScoreBoard.define(server, "{\"season\":{\"every\":\"0 0 1 1 *\"}}");
        List<SignedIn> players = other.players(2, 1);
        board.players(2, 1);
        String first = token("limit=1");
        String inSeason1 = reader.get(other.scores() + "?limit=1")
                .json()
                .get("nextPageToken")
                .textValue();
        other.moveEnd(1, Instant.now().minusMillis(1), Instant.now().plusSeconds(600));
        players.forEach(player -> other.submit(player, "5"));

        assertThat(reader.get(other.scores() + "?pageToken=" + first).status()).isEqualTo(400);
        assertThat(page("pageToken=" + inSeason1).status()).isEqualTo(400);
        assertThat(reader.get(other.scores() + "?season=2&pageToken=" + inSeason1)
                        .status())
                .isEqualTo(400);
        // A page that was begun in a season goes on in it.
        for (String query : List.of("?pageToken=", "?season=1&pageToken=")) {
            assertThat(ScoreBoard.ints(reader.get(other.scores() + query + inSeason1), "score"))
                    .containsExactly(1);
        }
    }

    @Test
    void tokenThatWasChangedShouldBe400() {
        board.players(50, 40);
        String token = token("limit=1");

        assertThat(page("pageToken=" + token).status()).isEqualTo(200);
        for (int i = 0; i < token.length(); i += 7) {
            String changed = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertThat(page("pageToken=" + changed).status()).as(changed).isEqualTo(400);
        }
        for (String other : List.of("", "x", token + "x", token + token, "%00", "A".repeat(1000))) {
            assertThat(page("pageToken=" + other).status()).as(other).isEqualTo(400);
        }
    }

    @Test
    void tokenShouldGoOnWhereItsLastEntryWasThoughThatIsGone() {
        List<SignedIn> players = board.players(50, 40, 30, 20);
        String token = token("limit=2");

        board.delete(players.get(1).playerId());

        assertThat(ScoreBoard.ints(page("pageToken=" + token), "score")).containsExactly(30, 20);
        assertThat(ScoreBoard.ranks(page("pageToken=" + token))).containsExactly(2, 3);
    }

    @Test
    void deletedScoreShouldBeGoneFromEveryRead() {
        List<SignedIn> players = board.players(50, 40, 30);
        SignedIn bob = players.get(1);
        String entry = board.scores() + "/" + bob.playerId();
        assertThat(ScoreBoard.ranks(page("limit=3"))).containsExactly(1, 2, 3);

        assertThat(board.delete(bob.playerId()).status()).isEqualTo(204);

        assertThat(ScoreBoard.ints(page("limit=3"), "score")).containsExactly(50, 30);
        assertThat(ScoreBoard.ranks(page("limit=3"))).containsExactly(1, 2);
        assertThat(board.total()).isEqualTo(2);
        assertThat(reader.get(entry).status()).isEqualTo(404);
        assertThat(reader.get(entry + "/around").status()).isEqualTo(404);
        assertThat(ScoreBoard.players(board.lookup(reader, List.of(bob.playerId()))))
                .isEmpty();
        assertThat(bob.client().get(board.scores()).json().has("yourRank")).isFalse();
        assertThat(board.rank("35").json()).hasToString("{\"score\":35,\"rank\":2,\"total\":2,\"season\":1}");
        assertThat(board.delete(bob.playerId()).status()).isEqualTo(404);
    }

    /** Another node changes the score, so that this one must read its metadata, and then deletes it. */
    @Test
    void scoreThatWasDeletedAMomentAgoShouldNotBeShownWithoutItsMetadata() {
        SignedIn ann = board.players(50).get(0);
        SignedIn bob = server.client().signUp();
        bob.client().post(board.scores(), "{\"score\":40,\"metadata\":{\"car\":1}}");
        String season = " WHERE board_no = " + board.number() + " AND season_no = 1";
        server.sql("UPDATE score SET sort_key = -45, reached_no = 3, change_no = 3" + season + " AND change_no = 2");
        server.sql("UPDATE season SET change_no = 3" + season);
        board.tell("scores", board.number() + "/1/3");
        await().until(() -> board.rank("42").json().get("rank").asInt() == 3);
        server.sql("UPDATE season SET change_no = 4" + season);
        server.sql("UPDATE score SET sort_key = NULL, metadata = NULL, change_no = 4" + season + " AND change_no = 3");

        assertThat(ScoreBoard.players(page("limit=3"))).containsExactly(ann.playerId());
    }

    @Test
    void playerShouldBeginAnewAfterTheScoreWasDeleted() {
        ScoreBoard ruled = ScoreBoard.define(server, "{\"rules\":{\"maxChange\":10}}");
        SignedIn ann = ruled.players(100, 50).get(0);
        ruled.delete(ann.playerId());

        assertThat(ruled.submit(ann, "5").json())
                .hasToString("{\"score\":5,\"rank\":2,\"improved\":true,\"season\":1}");
    }

    @Test
    void onlyAKeyWithTheScopeShouldDelete() {
        SignedIn ann = board.players(50).get(0);
        String entry = board.scores() + "/" + ann.playerId();

        assertThat(server.client()
                        .send("DELETE", entry, BodyPublishers.noBody())
                        .status())
                .isEqualTo(401);
        assertThat(ann.client().send("DELETE", entry, BodyPublishers.noBody()).status())
                .isEqualTo(403);
        assertThat(board.delete("AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
        assertThat(board.total()).isEqualTo(1);
    }
}
