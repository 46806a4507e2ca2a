package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScoreResourceTest {
    private final TestServer server;
    private final Client anonymous;

    ScoreResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private String board(String definition) {
        String path = "/v1/leaderboards/b" + UUID.randomUUID();
        assertThat(server.admin().put(path, definition).status()).isEqualTo(201);
        return path + "/scores";
    }

    private static Answer submit(SignedIn player, String board, long score) {
        return player.client().post(board, "{\"score\":" + score + "}");
    }

    @Test
    void submitShouldAnswerRankAndWhatStoodBefore() {
        String board = board("{}");
        SignedIn ann = anonymous.signUp("Ann");
        SignedIn bob = anonymous.signUp("Bob");
        submit(ann, board, 100);

        assertThat(submit(bob, board, 50).json())
                .hasToString("{\"score\":50,\"rank\":2,\"improved\":true,\"season\":1}");
        assertThat(submit(bob, board, 40).json())
                .hasToString("{\"score\":50,\"rank\":2,\"previousScore\":50,\"previousRank\":2,\"improved\":false,"
                        + "\"season\":1}");
        assertThat(submit(bob, board, 150).json())
                .hasToString("{\"score\":150,\"rank\":1,\"previousScore\":50,\"previousRank\":2,\"improved\":true,"
                        + "\"season\":1}");
    }

    @Test
    void lowestShouldLeadWhereTheBoardSaysSo() {
        String board = board("{\"order\":\"lowest\"}");
        SignedIn ann = anonymous.signUp("Ann");
        submit(anonymous.signUp("Bob"), board, 70);

        assertThat(submit(ann, board, 60).json().get("rank").intValue()).isEqualTo(1);
        assertThat(submit(ann, board, 80).json().get("score").longValue()).isEqualTo(60);
    }

    @Test
    void latestShouldReplaceABetterScore() {
        String board = board("{\"keep\":\"latest\"}");
        SignedIn ann = anonymous.signUp("Ann");
        submit(anonymous.signUp("Bob"), board, 7);
        submit(ann, board, 9);

        assertThat(submit(ann, board, 5).json())
                .hasToString("{\"score\":5,\"rank\":2,\"previousScore\":9,\"previousRank\":1,\"improved\":false,"
                        + "\"season\":1}");
    }

    @Test
    void sumShouldAddAndRefuseToLeaveTheExactRange() {
        String board = board("{\"keep\":\"sum\"}");
        SignedIn ann = anonymous.signUp("Ann");
        submit(ann, board, 9007199254740990L);
        assertThat(submit(ann, board, 1).json().get("score").longValue()).isEqualTo(9007199254740991L);

        assertThat(submit(ann, board, 1).status()).isEqualTo(422);

        assertThat(ann.client().get(board + "/me").json().get("score").longValue())
                .isEqualTo(9007199254740991L);
    }

    @Test
    void firstToReachAScoreShouldStayAheadAlsoWhenItIsSubmittedAgain() {
        String board = board("{}");
        SignedIn ann = anonymous.signUp("Ann");
        SignedIn bob = anonymous.signUp("Bob");
        submit(ann, board, 10);
        submit(bob, board, 10);

        assertThat(submit(ann, board, 10).json().get("rank").intValue()).isEqualTo(1);
        assertThat(submit(bob, board, 10).json().get("rank").intValue()).isEqualTo(2);
    }

    @Test
    void scoresAtTheEndsOfTheRangeShouldBeKeptExactly() {
        for (long score : new long[] {9007199254740991L, -9007199254740991L, 0}) {
            String board = board("{}");
            SignedIn ann = anonymous.signUp("Ann");
            submit(ann, board, score);
            assertThat(ann.client().get(board + "/me").json().get("score").longValue())
                    .isEqualTo(score);
        }
    }

    /** Shuffled, since rising scores hide a read-compare-write. */
    @Test
    void bestScoreShouldWinWhenFourArriveAtOnceOnEachOfManyBoards() throws Exception {
        Random random = new Random(42);
        SignedIn ann = anonymous.signUp("Ann");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 60; round++) {
                String board = board("{}");
                List<Long> scores =
                        new ArrayList<>(LongStream.rangeClosed(1, 4).boxed().toList());
                Collections.shuffle(scores, random);
                List<Callable<Answer>> submits = scores.stream()
                        .map(score -> (Callable<Answer>) () -> submit(ann, board, score))
                        .toList();
                for (Future<Answer> answer : threads.invokeAll(submits)) {
                    assertThat(answer.get().status()).isEqualTo(200);
                }
                assertThat(ann.client().get(board + "/me").json().get("score").longValue())
                        .isEqualTo(4);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void sumShouldCountEverySubmitOfManyAtOnce() throws Exception {
        String board = board("{\"keep\":\"sum\"}");
        SignedIn ann = anonymous.signUp("Ann");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Answer> one = () -> submit(ann, board, 1);
            for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(200, one))) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(ann.client().get(board + "/me").json().get("score").longValue())
                .isEqualTo(200);
    }

    @Test
    void pagesShouldFollowEachOtherWithRisingRanks() {
        String board = board("{}");
        SignedIn last = anonymous.signUp("Last");
        submit(last, board, 0);
        for (int i = 1; i <= 6; i++) {
            submit(anonymous.signUp("P" + i), board, i * 10L);
        }

        List<Integer> ranks = new ArrayList<>();
        List<Long> scores = new ArrayList<>();
        String next = board + "?limit=3";
        while (!next.isEmpty()) {
            JsonNode page = last.client().get(next).json();
            assertThat(page.get("total").intValue()).isEqualTo(7);
            assertThat(page.get("yourRank").intValue()).isEqualTo(7);
            page.get("items").forEach(item -> {
                ranks.add(item.get("rank").intValue());
                scores.add(item.get("score").longValue());
            });
            assertThat(ranks).as("pages must end").hasSizeLessThan(8);
            next = page.has("nextPageToken")
                    ? board + "?limit=3&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        }
        assertThat(ranks).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(scores).containsExactly(60L, 50L, 40L, 30L, 20L, 10L, 0L);
    }

    @Test
    void aroundShouldShowThePlayerInTheMiddleOrNearerToAnEnd() {
        String board = board("{}");
        List<SignedIn> players = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            players.add(anonymous.signUp("P" + i));
            submit(players.get(i), board, -1L * i);
        }

        assertThat(ranksAround(players.get(3), board)).containsExactly(2, 3, 4, 5, 6);
        assertThat(ranksAround(players.get(0), board)).containsExactly(1, 2, 3, 4, 5);
        assertThat(ranksAround(players.get(6), board)).containsExactly(3, 4, 5, 6, 7);
        assertThat(ranksAround(players.get(1), board)).containsExactly(1, 2, 3, 4, 5);
    }

    private static List<Integer> ranksAround(SignedIn player, String board) {
        List<Integer> ranks = new ArrayList<>();
        player.client()
                .get(board + "/me/around?limit=5")
                .json()
                .get("items")
                .forEach(item -> ranks.add(item.get("rank").intValue()));
        return ranks;
    }

    @Test
    void entryShouldTellRankPercentileAndMetadata() {
        String board = board("{}");
        SignedIn ann = anonymous.signUp("Ann");
        SignedIn bob = anonymous.signUp("Bob");
        ann.client().post(board, "{\"score\":5,\"metadata\":{\"car\":\"\uD83D\uDE97\",\"n\":[1,2.50]}}");
        submit(bob, board, 3);
        submit(anonymous.signUp("Cid"), board, 1);

        Answer answer = bob.client().get(board + "/" + ann.playerId());
        JsonNode entry = answer.json();
        assertThat(entry.get("rank").intValue()).isEqualTo(1);
        assertThat(entry.get("percentile").doubleValue()).isEqualTo(100);
        assertThat(answer.body()).contains("{\"car\":\"\uD83D\uDE97\",\"n\":[1,2.50]}");
        assertThat(bob.client().get(board + "/me").json().get("percentile").doubleValue())
                .isEqualTo(50);
    }

    @Test
    void metadataShouldStayWithTheBestScore() {
        String board = board("{}");
        SignedIn ann = anonymous.signUp("Ann");
        ann.client().post(board, "{\"score\":5,\"metadata\":{\"v\":1}}");
        ann.client().post(board, "{\"score\":4,\"metadata\":{\"v\":2}}");

        assertThat(ann.client().get(board + "/me").json().at("/metadata/v").intValue())
                .isEqualTo(1);
    }

    @Test
    void serverKeyShouldSubmitForAnyPlayerAndNobodyElseShould() {
        String board = board("{}");
        SignedIn ann = anonymous.signUp("Ann");
        SignedIn bob = anonymous.signUp("Bob");
        String forAnn = "{\"score\":8,\"playerId\":\"" + ann.playerId() + "\"}";

        assertThat(server.admin().post(board, forAnn).json().get("rank").intValue())
                .isEqualTo(1);
        assertThat(bob.client().post(board, forAnn).status()).isEqualTo(403);
        assertThat(server.admin().post(board, "{\"score\":8}").status()).isEqualTo(400);
        assertThat(server.admin()
                        .post(board, "{\"score\":8,\"playerId\":\"nobody\"}")
                        .status())
                .isEqualTo(400);
        assertThat(server.admin().get(board + "/me").status()).isEqualTo(404);
    }

    @Test
    void absentThingsShouldBe404() {
        SignedIn ann = anonymous.signUp("Ann");
        String board = board("{}");

        assertThat(submit(ann, "/v1/leaderboards/nope/scores", 1).status()).isEqualTo(404);
        assertThat(ann.client().get("/v1/leaderboards/nope").status()).isEqualTo(404);
        assertThat(ann.client().get(board + "/me").status()).isEqualTo(404);
        assertThat(ann.client().get(board + "/me/around").status()).isEqualTo(404);
        assertThat(ann.client().get(board + "/AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
        assertThat(ann.client().get(board).json().get("total").intValue()).isZero();
    }

    @Test
    void badParametersShouldBe400() {
        SignedIn ann = anonymous.signUp("Ann");
        String board = board("{}");

        for (String query : List.of("limit=0", "limit=101", "limit=abc", "limti=5", "pageToken=x", "fromRank=0")) {
            assertThat(ann.client().get(board + "?" + query).status()).as(query).isEqualTo(400);
        }
        for (String score : List.of("9007199254740992", "-9007199254740992", "1.9", "1.0", "\"12\"", "null", "1e3")) {
            assertThat(ann.client().post(board, "{\"score\":" + score + "}").status())
                    .as(score)
                    .isEqualTo(400);
        }
        assertThat(ann.client().get(board).json().get("total").intValue()).isZero();
    }
}
