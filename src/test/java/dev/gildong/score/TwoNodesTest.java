package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done on one node, and what another one says that has the same board in memory. */
class TwoNodesTest {
    private static TestServer one;
    private static TestServer two;
    private static SignedIn ann;
    private static SignedIn bob;

    @BeforeAll
    static void start() {
        String url = TestDatabase.MYSQL.freshUrl();
        one = TestServer.start(url, "/", Map.of());
        two = TestServer.start(url, "/", Map.of());
        ann = one.client().signUp("Ann");
        bob = one.client().signUp("Bob");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    /** A board on which Ann has 50, and which both nodes hold in memory. */
    private static String board(String definition) {
        String path = "/v1/leaderboards/b" + UUID.randomUUID();
        assertThat(one.admin().put(path, definition).status()).isEqualTo(201);
        submit(one, path, ann, 50);
        assertThat(read(two, path, ann).get("rank").intValue()).isEqualTo(1);
        return path;
    }

    private static Answer submit(TestServer node, String board, SignedIn player, long score) {
        return node.admin()
                .post(board + "/scores", "{\"score\":" + score + ",\"playerId\":\"" + player.playerId() + "\"}");
    }

    private static JsonNode read(TestServer node, String board, SignedIn player) {
        return node.admin()
                .with("Cache-Control", "no-cache")
                .get(board + "/scores/" + player.playerId())
                .json();
    }

    private static Answer deleted(String path) {
        return one.admin().send("DELETE", path, BodyPublishers.noBody());
    }

    private static Answer frozen(String board) {
        return one.admin()
                .with("Content-Type", "application/merge-patch+json")
                .send("PATCH", board, BodyPublishers.ofString("{\"frozen\":true}"));
    }

    @Test
    void readWithoutCacheShouldShowEverySubmitOfTheOtherNodeAtOnce() {
        String board = board("{}");
        Random random = new Random(7);
        long best = 50;
        for (int round = 0; round < 100; round++) {
            long score = random.nextInt(1000);
            best = Math.max(best, score);
            submit(round % 2 == 0 ? one : two, board, ann, score);

            assertThat(read(round % 2 == 0 ? two : one, board, ann).get("score").longValue())
                    .isEqualTo(best);
        }
    }

    @Test
    void ranksOfASubmitShouldCountWhatTheOtherNodeHasCommitted() {
        String board = board("{}");
        submit(two, board, bob, 60);

        assertThat(submit(one, board, ann, 55).json())
                .hasToString("{\"score\":55,\"rank\":2,\"previousScore\":50,\"previousRank\":2,\"improved\":true,"
                        + "\"season\":1}");
    }

    @Test
    void frozenBoardShouldTakeNothingOnAnyNodeOnceThatIsAnswered() {
        for (int round = 0; round < 20; round++) {
            String board = board("{}");
            assertThat(frozen(board).status()).isEqualTo(200);

            assertThat(submit(two, board, ann, 99).status()).isEqualTo(409);
            assertThat(read(one, board, ann).get("score").longValue()).isEqualTo(50);
        }
    }

    @Test
    void lowerScoreAfterADeletionShouldStandOnEveryNode() {
        for (int round = 0; round < 20; round++) {
            String board = board("{}");
            assertThat(deleted(board + "/scores/" + ann.playerId()).status()).isEqualTo(204);

            assertThat(submit(two, board, ann, 10).json().get("score").longValue())
                    .isEqualTo(10);
            assertThat(read(one, board, ann).get("score").longValue()).isEqualTo(10);
        }
    }

    @Test
    void deletedBoardShouldBeGoneOnEveryNodeAndItsNameBeFree() {
        String board = board("{}");
        assertThat(deleted(board).status()).isEqualTo(204);

        assertThat(submit(two, board, ann, 60).status()).isIn(404, 409);
        assertThat(two.admin()
                        .with("Cache-Control", "no-cache")
                        .get(board + "/scores")
                        .status())
                .isEqualTo(404);
        assertThat(two.admin().put(board, "{}").status()).isEqualTo(201);
        assertThat(submit(two, board, ann, 5).json().get("rank").intValue()).isEqualTo(1);
        assertThat(read(one, board, ann).get("score").longValue()).isEqualTo(5);
    }

    @Test
    void replacedMetadataShouldBeSeenOnTheOtherNode() {
        String board = board("{\"keep\":\"latest\"}");
        String withMetadata = "{\"score\":50,\"playerId\":\"" + ann.playerId() + "\",\"metadata\":{\"v\":2}}";
        assertThat(one.admin().post(board + "/scores", withMetadata).status()).isEqualTo(200);

        assertThat(read(two, board, ann).at("/metadata/v").intValue()).isEqualTo(2);
    }
}
