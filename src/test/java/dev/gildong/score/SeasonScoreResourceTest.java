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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores of boards whose seasons end: where a submit goes, and what is read before and after ranks are final. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SeasonScoreResourceTest {
    /** Longer than any test: the season that follows does not end meanwhile. */
    private static final String YEARLY = "\"season\":{\"every\":\"0 0 1 1 *\",\"lateSeconds\":600}";

    private final TestServer server;
    /** Hears first of everything that was told to nodes. */
    private final Client reader;

    SeasonScoreResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        reader = server.admin().with("Cache-Control", "no-cache");
    }

    private ScoreBoard yearly(String more) {
        return ScoreBoard.define(server, "{" + YEARLY + more + "}");
    }

    private static Answer submit(ScoreBoard board, SignedIn player, int season, long score) {
        return player.client().post(board.scores(), "{\"score\":" + score + ",\"season\":" + season + "}");
    }

    /** Ends season 1 a moment ago; late scores may come for a while. */
    private static void end(ScoreBoard board) {
        board.moveEnd(1, Instant.now().minusMillis(1), Instant.now().plusSeconds(600));
    }

    /** Ends season 1 for good and waits until its ranks are final. */
    private static void close(ScoreBoard board) {
        Instant past = Instant.now().minusMillis(1);
        board.moveEnd(1, past, past);
        board.forgetSeasons();
        board.letClose(1);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> board.closed(1));
    }

    @Test
    void submitAfterTheEndShouldGoToTheNextSeasonAlsoWhereTheOldEndIsRemembered() {
        ScoreBoard board = yearly("");
        SignedIn ann = board.players(10).get(0);
        board.total(); // the first to ask opens the season, and the next one remembers it
        end(board);

        assertThat(board.submit(ann, "3").json())
                .hasToString("{\"score\":3,\"rank\":1,\"improved\":true,\"season\":2}");

        assertThat(reader.get(board.scores()).json().get("season").intValue()).isEqualTo(2);
        assertThat(ScoreBoard.ints(reader.get(board.scores()), "score")).containsExactly(3);
        assertThat(ScoreBoard.ints(reader.get(board.scores() + "?season=1"), "score"))
                .containsExactly(10);
        assertThat(ann.client()
                        .get(board.scores() + "/me?season=1")
                        .json()
                        .get("score")
                        .intValue())
                .isEqualTo(10);
        assertThat(ann.client()
                        .get(board.scores() + "/me?season=2")
                        .json()
                        .get("score")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    void batchAfterTheEndShouldGoToTheNextSeason() {
        ScoreBoard board = yearly("");
        List<SignedIn> players = board.players(10, 20);
        end(board);

        Answer answer = board.batch(players.stream()
                .map(player -> ScoreBoard.item(player.playerId(), "5"))
                .toList());

        assertThat(ScoreBoard.ints(answer, "status")).containsExactly(200, 200);
        assertThat(ScoreBoard.ints(answer, "season")).containsExactly(2, 2);
        assertThat(ScoreBoard.ranks(answer)).containsExactly(1, 2);
    }

    @Test
    void readShouldShowTheNextSeasonWhenNobodyHasSubmittedToIt() {
        ScoreBoard board = yearly("");
        board.players(10);
        end(board);
        board.forgetSeasons();

        JsonNode page = reader.get(board.scores()).json();

        assertThat(page.get("season").intValue()).isEqualTo(2);
        assertThat(page.get("total").intValue()).isZero();
    }

    @Test
    void lateScoreThatNamesItsSeasonShouldCountThereUntilTheLateWindowEnds() {
        ScoreBoard board = yearly("");
        List<SignedIn> players = board.players(10, 15);
        end(board);

        assertThat(submit(board, players.get(0), 1, 20).json())
                .hasToString("{\"score\":20,\"rank\":1,\"previousScore\":10,\"previousRank\":2,\"improved\":true,"
                        + "\"season\":1}");
        assertThat(submit(board, server.client().signUp(), 1, 17)
                        .json()
                        .get("rank")
                        .intValue())
                .isEqualTo(2);
        board.moveEnd(1, Instant.now().minusSeconds(1), Instant.now().minusMillis(1));
        Answer tooLate = submit(board, players.get(0), 1, 30);

        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.json().get("type").textValue()).isEqualTo("urn:gildong:problem:leaderboard-closed");
        assertThat(ScoreBoard.ints(reader.get(board.scores() + "?season=1"), "score"))
                .containsExactly(20, 17, 15);
        assertThat(board.submit(players.get(0), "1").json().get("season").intValue())
                .isEqualTo(2);
    }

    /** All that can be read of season 1, as it was answered. */
    private List<String> reads(ScoreBoard board, List<SignedIn> players) {
        List<String> paths = new ArrayList<>(List.of(
                "/scores?season=1",
                "/scores?season=1&limit=3",
                "/scores?season=1&limit=7",
                "/scores?season=1&limit=1&fromRank=7",
                "/scores?season=1&fromRank=8"));
        for (int i = 1; i <= 7; i++) {
            paths.add("/scores?season=1&limit=2&fromRank=" + i);
        }
        for (int score = -5; score <= 45; score += 5) {
            paths.add("/rank?season=1&score=" + score);
        }
        List<String> answers = new ArrayList<>();
        Client player = players.get(3).client().with("Cache-Control", "no-cache");
        paths.forEach(path -> answers.add(path + " " + player.get(board.path() + path)));
        for (SignedIn each : players) {
            String entry = board.scores() + "/" + each.playerId();
            answers.add(player.get(entry + "?season=1").body());
            for (int limit : new int[] {1, 2, 3, 4, 100}) {
                answers.add(
                        player.get(entry + "/around?season=1&limit=" + limit).body());
            }
        }
        String ids =
                String.join("\",\"", players.stream().map(SignedIn::playerId).toList());
        answers.add(player.post(board.scores() + ":lookup", "{\"playerIds\":[\"" + ids + "\"],\"season\":1}")
                .body());
        return answers;
    }

    @Test
    void closedSeasonShouldReadAsItDidBefore() {
        for (String ties : List.of("earliest", "shared")) {
            for (String order : List.of("highest", "lowest")) {
                ScoreBoard board = yearly(",\"ties\":\"" + ties + "\",\"order\":\"" + order + "\"");
                List<SignedIn> players = board.players(20, 30, 20, 10, 20, 40, 0);
                players.get(0).client().post(board.scores(), "{\"score\":20,\"metadata\":{\"n\":1.50}}");
                SignedIn gone = board.players(25).get(0);
                board.delete(gone.playerId());
                end(board);
                List<String> before = reads(board, players);

                close(board);

                assertThat(withoutRequests(reads(board, players)))
                        .as(ties + " " + order)
                        .isEqualTo(withoutRequests(before));
                assertThat(reader.get(board.scores() + "/" + gone.playerId() + "?season=1")
                                .status())
                        .isEqualTo(404);
            }
        }
    }

    /** Without what belongs to a request and not to its answer. */
    private static List<String> withoutRequests(List<String> answers) {
        return answers.stream()
                .map(answer -> answer.replaceAll("headers=\\{.*\\}, body=", "body="))
                .toList();
    }

    @Test
    void pageShouldGoOnAfterTheSeasonWasClosed() {
        ScoreBoard board = yearly(",\"ties\":\"shared\"");
        List<SignedIn> players = board.players(40, 30, 30, 30, 20, 10);
        String first = board.scores() + "?season=1&limit=3";
        JsonNode page = reader.get(first).json();
        close(board);

        Answer next =
                reader.get(first + "&pageToken=" + page.get("nextPageToken").textValue());

        assertThat(ScoreBoard.ranks(next)).containsExactly(2, 5, 6);
        assertThat(ScoreBoard.players(next))
                .isEqualTo(
                        players.subList(3, 6).stream().map(SignedIn::playerId).toList());
        assertThat(next.json().has("nextPageToken")).isFalse();
    }

    @Test
    void closedSeasonShouldTakeNothingAndLoseNothing() {
        ScoreBoard board = yearly("");
        SignedIn ann = board.players(10).get(0);
        close(board);

        assertThat(submit(board, ann, 1, 20).status()).isEqualTo(409);
        Answer deleted = server.admin()
                .send("DELETE", board.scores() + "/" + ann.playerId() + "?season=1", BodyPublishers.noBody());
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(ScoreBoard.ints(reader.get(board.scores() + "?season=1"), "score"))
                .containsExactly(10);
    }

    @Test
    void seasonThatIsNotThereShouldBe404AndOneThatIsNoNumber400() {
        ScoreBoard board = yearly("");
        SignedIn ann = board.players(10).get(0);

        for (String path : List.of(
                "/scores?season=", "/scores/me?season=", "/scores/me/around?season=", "/rank?score=1&season=")) {
            for (String season : List.of("2", "99", "0", "-1", "2147483647")) {
                assertThat(ann.client().get(board.path() + path + season).status())
                        .as(path + season)
                        .isEqualTo(404);
            }
            for (String season : List.of("abc", "1.0", "2147483648")) {
                assertThat(ann.client().get(board.path() + path + season).status())
                        .as(path + season)
                        .isEqualTo(400);
            }
        }
        for (int season : new int[] {2, 99, 0, -1}) {
            assertThat(submit(board, ann, season, 20).status())
                    .as("season %d", season)
                    .isEqualTo(404);
        }
        assertThat(board.delete(ann.playerId() + "?season=99").status()).isEqualTo(404);
        assertThat(ann.client().get(board.scores() + "/me").json().get("score").intValue())
                .isEqualTo(10);
    }
}
