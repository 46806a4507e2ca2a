package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of documents and scores through two nodes on one database. */
class BatchScoresTwoNodesTest {
    private static final Map<String, String> SETTINGS =
            Map.of("gildong.role", "web", "gildong.limits.enabled", "false");
    private static final int CLIENTS = 8;
    private static final int BATCHES = 15;

    private static TestServer one;
    private static TestServer two;

    private final String name = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        String url = TestDatabase.MYSQL.freshUrl();
        one = TestServer.start(url, "/", SETTINGS);
        two = TestServer.start(url, "/", SETTINGS);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    /** What the server tells of the last deadlock that it met, in any of its databases. */
    private static String lastDeadlock() throws Exception {
        try (Connection connection = DriverManager.getConnection(one.databaseUrl());
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SHOW ENGINE INNODB STATUS")) {
            assertThat(rows.next()).isTrue();
            String status = rows.getString("Status");
            int start = status.indexOf("LATEST DETECTED DEADLOCK");
            return start < 0 ? "" : status.substring(start, status.indexOf("\nTRANSACTIONS\n", start));
        }
    }

    private static String database() throws Exception {
        try (Connection connection = DriverManager.getConnection(one.databaseUrl())) {
            return connection.getCatalog();
        }
    }

    private static String scores(String board) {
        return "/v1/leaderboards/" + board + "/scores";
    }

    private String document(String key) {
        return "/v1/me/documents/c" + name + "/" + key;
    }

    /**
     * Two players, whose documents are their own and whose boards are the same. Each batch counts two documents and two
     * sums up by one, in any order of either, beside submits that go alone. Some have a key, and each of those is sent to
     * both nodes. A third of the batches is refused, half of them by a document and half by a score. In the end documents
     * and sums count what was acknowledged, and no two batches were answered the same. Were boards locked in the order of
     * the request, the database would meet deadlocks.
     */
    @Test
    @Timeout(120)
    void batchesThroughBothNodesShouldCountDocumentsAndScoresAlike() throws Exception {
        for (String board : List.of("a" + name, "b" + name)) {
            one.admin().put("/v1/leaderboards/" + board, "{\"keep\":\"sum\",\"rules\":{\"max\":1}}");
        }
        List<SignedIn> players =
                List.of(one.client().signUp("Ann"), one.client().signUp("Bob"));
        SignedIn other = one.client().signUp("Cho");
        for (SignedIn player : players) {
            player.client().put(document("x"), "{\"n\":0}");
            player.client().put(document("y"), "{\"n\":0}");
        }
        List<Set<Integer>> answered = List.of(new ConcurrentSkipListSet<>(), new ConcurrentSkipListSet<>());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(i);
                int player = i % 2;
                Client submitting = (i % 4 < 2 ? one : two).client().withToken(other.token());
                clients.add(() -> {
                    for (int n = 0; n < BATCHES; n++) {
                        batch(nodes(players.get(player)), random, answered.get(player));
                        submitting.post(scores((random.nextBoolean() ? "a" : "b") + name), "{\"score\":1}");
                    }
                    return null;
                });
            }
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        } finally {
            threads.shutdown();
        }

        for (int i = 0; i < 2; i++) {
            assertCounts(nodes(players.get(i)), answered.get(i));
        }
        assertThat(lastDeadlock()).as("the last deadlock").doesNotContain(database());
    }

    private static List<Client> nodes(SignedIn player) {
        return List.of(player.client(), two.client().withToken(player.token()));
    }

    private void assertCounts(List<Client> nodes, Set<Integer> answered) {
        int done = answered.size();
        assertThat(answered).contains(1, done);
        for (Client node : nodes) {
            Client fresh = node.with("Cache-Control", "no-cache");
            assertThat(fresh.get(document("x")).body()).isEqualTo("{\"n\":" + done + "}");
            assertThat(fresh.get(document("y")).body()).isEqualTo("{\"n\":" + done + "}");
            for (String board : List.of("a" + name, "b" + name)) {
                assertThat(fresh.get(scores(board) + "/me").json().get("score").intValue())
                        .isEqualTo(done);
            }
        }
    }

    /** Sends one, and notes the count that it was answered if it was acknowledged. */
    private void batch(List<Client> nodes, Random random, Set<Integer> answered) {
        int kind = random.nextInt(6); // 0: the second document is refused, 1: the second score
        boolean swapped = random.nextBoolean();
        String[] documents = swapped ? new String[] {"x", "y"} : new String[] {"y", "x"};
        String[] boards = random.nextBoolean() ? new String[] {"a", "b"} : new String[] {"b", "a"};
        String body = "{\"items\":[%s,%s],\"scores\":[%s,%s]}"
                .formatted(
                        item(documents[0], ""),
                        item(documents[1], kind == 0 ? ",\"max\":0" : ""),
                        score(boards[0], 1),
                        score(boards[1], kind == 1 ? 2 : 1));
        Client client = nodes.get(random.nextInt(2));
        boolean keyed = random.nextInt(3) == 0;
        String key = "\"" + UUID.randomUUID() + "\"";
        Answer answer = (keyed ? client.with("Idempotency-Key", key) : client).post("/v1/me/documents:batch", body);
        if (kind < 2) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            return;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode json = answer.json();
        int count = json.at("/items/0/value/n").intValue();
        assertThat(json.at("/items/1/value/n").intValue()).isEqualTo(count);
        assertThat(json.at("/scores/0/score").intValue()).isEqualTo(count);
        assertThat(json.at("/scores/1/score").intValue()).isEqualTo(count);
        assertThat(answered.add(count)).as("%s was answered before", count).isTrue();
        if (keyed) {
            Client other = nodes.get(random.nextInt(2)).with("Idempotency-Key", key);
            assertThat(other.post("/v1/me/documents:batch", body).body()).isEqualTo(answer.body());
        }
    }

    private String item(String key, String bounds) {
        return "{\"collection\":\"c%s\",\"key\":\"%s\",\"apply\":[{\"inc\":\"/n\",\"by\":1%s}]}"
                .formatted(name, key, bounds);
    }

    private String score(String board, int score) {
        return "{\"leaderboard\":\"%s%s\",\"score\":%d}".formatted(board, name, score);
    }
}
