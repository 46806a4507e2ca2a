package dev.gildong.score.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Submits to a board that adds scores up, each with a key of its own, to two nodes of which one is killed again and
 * again. Whoever gets no answer sends the same again to any node, until there is one. So in the end each sum
 * is that of all scores its player sent: one that counted twice or not at all would show.
 */
class KeyedSubmitsIT {
    private static final int SECONDS = Integer.getInteger("gildong.test.seconds", 12);
    private static final int PLAYERS = 16;
    /** One of so many answers is taken for lost on the way. */
    private static final int LOST = 4;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger resent = new AtomicInteger();
    private final AtomicInteger replayed = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void everyKeyShouldCountExactlyOnceWhileNodesAreKilled() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Nodes nodes = new Nodes(TestDatabase.MYSQL.freshUrl(), directory)) {
            nodes.start(2);
            Client admin = nodes.live().get(0).client(TestServer.ADMIN_KEY);
            String board = "/v1/leaderboards/sums";
            assertThat(admin.put(board, "{\"keep\":\"sum\"}").status()).isEqualTo(201);
            Map<SignedIn, Future<Long>> sums = new HashMap<>();
            for (int i = 0; i < PLAYERS; i++) {
                SignedIn player = admin.signUp();
                Random random = new Random(i);
                sums.put(player, threads.submit(() -> submits(nodes, player, board + "/scores", random)));
            }
            kill(nodes, new Random(7));
            over.set(true);
            long all = 0;
            for (Map.Entry<SignedIn, Future<Long>> each : sums.entrySet()) {
                long acknowledged = each.getValue().get();
                Answer entry = nodes.live()
                        .get(0)
                        .client(TestServer.ADMIN_KEY)
                        .with("Cache-Control", "no-cache")
                        .get(board + "/scores/" + each.getKey().playerId());
                assertThat(entry.json().get("score").longValue()).isEqualTo(acknowledged);
                all += acknowledged;
            }
            System.out.println(
                    "keyed submits: sum " + all + ", sent again " + resent + ", of those replayed " + replayed);
            assertThat(resent).as("the kills must have hit something").hasPositiveValue();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private void kill(Nodes nodes, Random random) throws Exception {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        List<Future<Void>> starts = new ArrayList<>();
        while (System.nanoTime() < end) {
            Thread.sleep(500 + random.nextInt(1000)); // at any moment of its work
            starts.add(nodes.replaceAny(random));
            starts.get(starts.size() - 1).get();
        }
    }

    /** What was acknowledged in the end, added up. */
    private long submits(Nodes nodes, SignedIn player, String path, Random random) throws Exception {
        long sum = 0;
        while (!over.get()) {
            int score = 1 + random.nextInt(1000);
            String key = "\"" + UUID.randomUUID() + "\"";
            Answer answer = submit(nodes, player, path, score, key, random);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            sum += score;
            if (random.nextInt(LOST) == 0) {
                Answer again = submit(nodes, player, path, score, key, random);
                assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
                assertThat(again.body()).isEqualTo(answer.body());
            }
            assertThat(answer.json().get("score").longValue())
                    .isEqualTo(sum); // of its own commit, also if it is replayed
        }
        return sum;
    }

    private Answer submit(Nodes nodes, SignedIn player, String path, int score, String key, Random random)
            throws InterruptedException {
        boolean again = false;
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            List<ServerProcess> live = nodes.live();
            ServerProcess node = live.get(random.nextInt(live.size()));
            Client client = node.client(player.token()).with("Idempotency-Key", key);
            try {
                Answer answer = ServerProcess.answer(() -> client.post(path, "{\"score\":" + score + "}"));
                if (answer.status() != 503 && answer.status() != 409) {
                    replayed.addAndGet(answer.header("Idempotent-Replayed").isEmpty() ? 0 : 1);
                    return answer;
                }
            } catch (ServerProcess.Unanswered e) {
                resent.addAndGet(again ? 0 : 1);
                again = true;
            }
            Thread.sleep(20); // a node may be starting
        }
        throw new AssertionError("a submit was not answered for a minute");
    }
}
