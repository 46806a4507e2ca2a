package dev.gildong.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One key that is used many times at once on two nodes. */
class ManyAtOnceTest {
    private static final int USES = 50;

    private final String url = TestDatabase.MYSQL.freshUrl();
    private final TestServer one = TestServer.start(url, "/", Map.of());
    private final TestServer two = TestServer.start(url, "/", Map.of());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        one.close();
        two.close();
    }

    private static Answer untilAnswered(Client client, String path, String body) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Answer answer = client.post(path, body);
        while ((answer.status() == 409 || answer.status() == 503) && System.nanoTime() < deadline) {
            answer = client.post(path, body);
        }
        return answer;
    }

    /** They wait for one row, each with a connection of its own, on nodes that must first load the board. */
    @Test
    void fiftyKeysAtOnceShouldAllCount() throws Exception {
        SignedIn player = one.client().signUp();
        String board = "/v1/leaderboards/b" + UUID.randomUUID();
        one.admin().put(board, "{\"keep\":\"sum\"}");
        CyclicBarrier together = new CyclicBarrier(USES);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < USES; i++) {
            TestServer node = i % 2 == 0 ? one : two;
            Client client = node.client().withToken(player.token()).with("Idempotency-Key", "\"" + i + "\"");
            answers.add(threads.submit(() -> {
                together.await();
                return untilAnswered(client, board + "/scores", "{\"score\":1}");
            }));
        }
        Set<Long> sums = new TreeSet<>();
        for (Future<Answer> each : answers) {
            Answer answer = each.get();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            sums.add(answer.json().get("score").longValue());
        }

        assertThat(sums).hasSize(USES).contains(1L, (long) USES);
    }

    @Test
    void fiftyUsesOfOneKeyShouldMakeOneEffect() throws Exception {
        SignedIn player = one.client().signUp();
        for (int round = 1; round <= 5; round++) {
            String board = "/v1/leaderboards/b" + UUID.randomUUID();
            one.admin().put(board, "{\"keep\":\"sum\"}"); // neither node has it in memory
            String key = "\"" + UUID.randomUUID() + "\"";
            CyclicBarrier together = new CyclicBarrier(USES);
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < USES; i++) {
                TestServer node = i % 2 == 0 ? one : two;
                Client client = node.client().withToken(player.token()).with("Idempotency-Key", key);
                answers.add(threads.submit(() -> {
                    together.await();
                    return untilAnswered(client, board + "/scores", "{\"score\":7}");
                }));
            }
            Set<String> bodies = new TreeSet<>();
            int first = 0;
            for (Future<Answer> each : answers) {
                Answer answer = each.get();
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                bodies.add(answer.body());
                first += answer.header("Idempotent-Replayed").isEmpty() ? 1 : 0;
            }
            assertThat(bodies).hasSize(1);
            assertThat(first).isEqualTo(1);
            assertThat(one.number("SELECT -sort_key FROM score s JOIN leaderboard l ON l.board_no = s.board_no"
                            + " WHERE l.name = '" + board.substring("/v1/leaderboards/".length()) + "'"))
                    .isEqualTo(7);
        }
    }

    /** A unit that has the row of the key and is not over, as that of a first request that takes long. */
    @Test
    void keyWhoseRequestStillRunsShouldBeRefusedForNow() throws Exception {
        SignedIn player = one.client().signUp();
        String name = "b" + UUID.randomUUID();
        one.admin().put("/v1/leaderboards/" + name, "{\"keep\":\"sum\"}");
        String path = "/v1/leaderboards/" + name + "/scores";
        Client keyed = player.client().with("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        assertThat(keyed.post(path, "{\"score\":2}").status()).isEqualTo(200);

        Answer meanwhile;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(statement.executeUpdate("UPDATE idempotency_key SET created_at = created_at + 1"))
                    .isEqualTo(1);
            meanwhile = keyed.post(path, "{\"score\":2}");
            connection.rollback();
        }

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(meanwhile.json().get("type").textValue()).isEqualTo("urn:gildong:problem:idempotency-key-in-use");
        assertThat(meanwhile.header("Retry-After")).isEqualTo("1");
        assertThat(keyed.post(path, "{\"score\":2}").header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(player.client().get(path + "/me").json().get("score").intValue())
                .isEqualTo(2);
    }

    @Test
    void answersShouldBePurgedInTheirTimeAndNotBefore() {
        SignedIn player = one.client().signUp();
        for (int i = 0; i < 3; i++) {
            player.client()
                    .with("Idempotency-Key", "\"" + i + "\"")
                    .post("/v1/tasks/add", "{\"args\":{\"x\":1,\"y\":2}}");
        }
        one.sql("UPDATE idempotency_key SET created_at = created_at - 86390000000 ORDER BY key_hash LIMIT 1");
        one.sql("UPDATE idempotency_key SET created_at = created_at - 86400000000 ORDER BY key_hash DESC LIMIT 1");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            one.sql("UPDATE task SET execution_time = 1 WHERE state = 'queued' AND task_name = 'schedule.fire'"
                    + " AND task_data LIKE '%idempotency.purge%'");
            one.sql("UPDATE schedule SET next_run_at = 1 WHERE name = 'idempotency.purge'");
            return one.number("SELECT COUNT(*) FROM idempotency_key") < 3;
        });
        assertThat(one.number("SELECT COUNT(*) FROM idempotency_key")).isEqualTo(2);
    }
}
