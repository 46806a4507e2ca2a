package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose database goes away and comes back. */
class DatabaseDownTest {
    private static final Duration PROMISED = Duration.ofSeconds(3);
    /** For many requests on a machine with few processors; waits that add up take far longer. */
    private static final Duration PROMISED_TO_A_CROWD = Duration.ofSeconds(6);

    private static DatabaseProxy proxy;
    private static TestServer server;
    private static String board;

    private final Client anonymous = server.client();
    private SignedIn ann;

    @BeforeAll
    static void start() throws Exception {
        proxy = new DatabaseProxy(TestDatabase.MYSQL.freshUrl());
        server = TestServer.start(proxy.url(), "/", Map.of());
        server.admin().put("/v1/leaderboards/main", "{}");
        board = "/v1/leaderboards/main/scores";
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        proxy.close();
    }

    @BeforeEach
    void signUp() {
        ann = anonymous.signUp("Ann");
        assertThat(submit(1).status()).isEqualTo(200);
    }

    @AfterEach
    void restore() throws Exception {
        proxy.restore();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> anonymous.get("/readyz").status() == 200);
    }

    private Answer submit(long score) {
        return ann.client().post(board, "{\"score\":" + score + "}");
    }

    /** Whatever asks the database, by what it is. */
    private Map<String, Supplier<Answer>> requests() {
        SignedIn bob = anonymous.signUp("Bob"); // whose session no cache knows yet
        Map<String, Supplier<Answer>> requests = new LinkedHashMap<>();
        requests.put("submit", () -> submit(2));
        requests.put("page", () -> ann.client().get(board));
        requests.put("entry", () -> ann.client().get(board + "/me"));
        requests.put("session", () -> bob.client().get("/v1/session"));
        requests.put("sign-out", () -> ann.client().post("/v1/logout", ""));
        requests.put("unknown board", () -> ann.client().get("/v1/leaderboards/other"));
        requests.put("new board", () -> server.admin().put("/v1/leaderboards/new", "{}"));
        requests.put("sign-in", () -> anonymous.post("/v1/login", "{\"userId\":\"ann\",\"password\":\"x\"}"));
        requests.put(
                "account",
                () -> anonymous.post("/v1/accounts", "{\"userId\":\"ann\",\"password\":\"tiger on the red bridge\"}"));
        requests.put("device", () -> anonymous.post("/v1/login/device", "{\"deviceId\":\"aaaabbbbccccdddd\"}"));
        requests.put("readiness", () -> anonymous.get("/readyz"));
        return requests;
    }

    private record Timed(String what, Answer answer, Duration took) {}

    private static List<Timed> allAtOnce(Map<String, Supplier<Answer>> requests) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Timed>> running = new ArrayList<>();
            requests.forEach((what, request) -> running.add(threads.submit(() -> timed(what, request))));
            List<Timed> answers = new ArrayList<>();
            for (Future<Timed> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each gets a second chance, since a busy machine can make any one of them late. */
    private static List<Timed> oneByOne(Map<String, Supplier<Answer>> requests) {
        List<Timed> answers = new ArrayList<>();
        requests.forEach((what, request) -> {
            Timed first = timed(what, request);
            answers.add(first.took().compareTo(PROMISED) < 0 ? first : timed(what, request));
        });
        return answers;
    }

    private static Timed timed(String what, Supplier<Answer> request) {
        long began = System.nanoTime();
        Answer answer = request.get();
        return new Timed(what, answer, Duration.ofNanos(System.nanoTime() - began));
    }

    private static void assertUnavailable(List<Timed> answers, Duration limit) {
        for (Timed timed : answers) {
            assertThat(timed.answer().status()).as(timed.what()).isEqualTo(503);
            assertThat(timed.answer().header("Retry-After")).as(timed.what()).matches("[1-9]\\d*");
            assertThat(timed.took()).as(timed.what()).isLessThan(limit);
        }
    }

    private void assertNothingHappened(Map<String, Supplier<Answer>> requests) throws Exception {
        proxy.restore();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> anonymous.get("/readyz").status() == 200);

        assertThat(ann.client().get(board + "/me").json().get("score").longValue())
                .isEqualTo(1);
        assertThat(ann.client().get("/v1/leaderboards/new").status()).isEqualTo(404);
        assertThat(requests.get("session").get().status()).isEqualTo(200);
        assertThat(requests.get("sign-in").get().status()).isEqualTo(401);
        assertThat(requests.get("submit").get().status()).isEqualTo(200);
        assertThat(requests.get("sign-out").get().status()).isEqualTo(204);
    }

    @Test
    void everyRequestShouldBeRefusedSoonWhileTheDatabaseIsGone() throws Exception {
        Map<String, Supplier<Answer>> requests = requests();
        proxy.cut();

        assertUnavailable(allAtOnce(requests), PROMISED_TO_A_CROWD);
        assertUnavailable(oneByOne(requests), PROMISED);
        assertThat(anonymous.get("/livez").status()).isEqualTo(200);

        assertNothingHappened(requests);
    }

    /** A connection that was used just now is trusted: the first to use it waits for the socket's time-out of 5 s. */
    @Test
    void everyRequestShouldBeRefusedSoonWhileTheDatabaseIsFrozen() throws Exception {
        Map<String, Supplier<Answer>> requests = requests();
        proxy.freeze();

        assertUnavailable(allAtOnce(requests), PROMISED_TO_A_CROWD);
        assertUnavailable(oneByOne(requests), PROMISED);
        assertThat(anonymous.get("/livez").status()).isEqualTo(200);

        assertNothingHappened(requests);
    }

    @Test
    void manyRequestsOfOnePlayerShouldNotWaitForEachOther() throws Exception {
        SignedIn bob = anonymous.signUp("Bob");
        Map<String, Supplier<Answer>> requests = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            requests.put("session " + i, () -> bob.client().get("/v1/session"));
        }
        proxy.cut();

        assertUnavailable(allAtOnce(requests), PROMISED_TO_A_CROWD);
    }

    @Test
    void livenessShouldNotWaitForTheDatabase() throws Exception {
        proxy.freeze();

        Timed live = timed("liveness", () -> anonymous.get("/livez"));
        Timed unknown = timed("unknown path", () -> ann.client().get("/v1/nothing"));

        assertThat(live.answer().status()).isEqualTo(200);
        assertThat(unknown.answer().status()).isEqualTo(404);
        assertThat(live.took().plus(unknown.took())).isLessThan(Duration.ofSeconds(1));
    }

    /** Ten short losses, each at another moment of a stream of submits: whatever was answered 200 must be there. */
    @Test
    void everyAcknowledgedScoreShouldOutliveShortLosses() throws Exception {
        assertThat(server.admin()
                        .put("/v1/leaderboards/sums", "{\"keep\":\"sum\"}")
                        .status())
                .isEqualTo(201);
        String sums = "/v1/leaderboards/sums/scores";
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<int[]>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(threads.submit(() -> submitUntil(over, sums)));
        }
        for (int i = 0; i < 10; i++) {
            proxy.cut();
            proxy.restore();
            Thread.sleep(100 + 13 * i);
        }
        over.set(true);
        threads.shutdown();
        int stored = 0;
        int unknown = 0;
        for (Future<int[]> counts : running) {
            stored += counts.get()[0];
            unknown += counts.get()[1];
        }

        long sum = ann.client().get(sums + "/me").json().get("score").longValue();
        assertThat(stored).isPositive();
        assertThat(sum).isBetween((long) stored, (long) stored + unknown);
    }

    /** How many submits were acknowledged, and of how many nobody knows. */
    private int[] submitUntil(AtomicBoolean over, String sums) {
        int[] counts = new int[2];
        while (!over.get()) {
            Answer answer = ann.client().post(sums, "{\"score\":1}");
            assertThat(answer.status()).isIn(200, 503);
            if (answer.status() == 200) {
                counts[0]++;
            } else if (answer.body().contains("outcome-unknown")) {
                counts[1]++;
            }
        }
        return counts;
    }
}
