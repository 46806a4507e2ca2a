package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.document.AppendHistory.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one database, both of which remember documents. Neither runs tasks: nothing else asks the database. */
class TwoNodesTest {
    private static final Map<String, String> SETTINGS =
            Map.of("gildong.role", "web", "gildong.limits.enabled", "false");
    private static final Pattern ACQUIRED =
            Pattern.compile("hikaricp_connections_acquire_seconds_count\\{pool=\"gildong\"[^}]*} ([0-9.]+)");

    private static TestServer one;
    private static TestServer two;

    private final String collection = "c" + UUID.randomUUID();

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

    /** How often a node has taken a connection so far. */
    private static double acquired(TestServer node) {
        Matcher count = ACQUIRED.matcher(node.admin().get("/metrics").body());
        assertThat(count.find()).isTrue();
        return Double.parseDouble(count.group(1));
    }

    @Test
    void hotDocumentShouldCostNoQueryWhetherItIsLongOrUndeclaredOrUnchanged() {
        Client me = one.client().signUp("Ann").client();
        String small = "/v1/me/documents/" + collection + "/small";
        String large = "/v1/me/documents/" + collection + "/large";
        me.put(small, "{\"a\":1}");
        me.put(large, "{\"s\":\"" + "x".repeat(100_000) + "\"}");
        me.get(small);
        me.get(large);
        double before = acquired(one);

        for (int i = 0; i < 100; i++) {
            assertThat(me.with("If-None-Match", "\"1\"").get(small).status()).isEqualTo(304);
            assertThat(me.with("If-None-Match", "\"1\"").get(large).status()).isEqualTo(304);
            assertThat(me.get(small).body()).isEqualTo("{\"a\":1}");
        }

        assertThat(acquired(one) - before).as("but for the clock, now and then").isLessThan(5);
        assertThat(me.get(large).body()).hasSize(100_008);
        me.with("Cache-Control", "no-cache").get(small);
        assertThat(acquired(one) - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void changeOnOneNodeShouldShowOnTheOther() {
        Client.SignedIn ann = one.client().signUp("Ann");
        Client here = ann.client();
        Client there = two.client().withToken(ann.token());
        String path = "/v1/me/documents/" + collection + "/k";
        here.put(path, "{\"n\":0}");
        assertThat(there.get(path).body()).isEqualTo("{\"n\":0}");

        for (int i = 1; i <= 20; i++) {
            String document = "{\"n\":" + i + "}";
            here.put(path, document);
            assertThat(here.get(path).body()).isEqualTo(document);
            assertThat(there.with("Cache-Control", "no-cache").get(path).body()).isEqualTo(document);
            eventually(() -> there.get(path).body().equals(document));
        }
        here.delete(path);
        assertThat(here.get(path).status()).isEqualTo(404);
        eventually(() -> there.get(path).status() == 404);

        one.admin().put("/v1/collections/" + collection, "{\"visibility\":\"servers\"}");
        assertThat(here.get(path).status()).isEqualTo(403);
        eventually(() -> there.get(path).status() == 403);
    }

    private static void eventually(Callable<Boolean> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        try {
            while (!condition.call()) {
                assertThat(System.nanoTime()).as("too late").isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Eight clients append to ten documents through both nodes, to one with If-Match or to two in a batch. With a writer
     * that does not look at what the caller expects, while versions count on, most appends are lost, and the checker names
     * each of them: "5 is not once in …".
     */
    @Test
    @Timeout(120)
    void appendsThroughBothNodesShouldLoseNothing() throws Exception {
        Client.SignedIn ann = one.client().signUp("Ann");
        List<Client> nodes = List.of(ann.client(), two.client().withToken(ann.token()));
        for (int i = 0; i < 10; i++) {
            assertThat(nodes.get(0).put(path(i), "{\"l\":[]}").status()).isEqualTo(201);
        }
        ConcurrentLinkedQueue<Transaction> done = new ConcurrentLinkedQueue<>();
        AtomicInteger ids = new AtomicInteger();
        int refused = 0;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Client client = nodes.get(i % 2);
                Random random = new Random(i);
                clients.add(() -> {
                    int again = 0;
                    for (int n = 0; n < 40; n++) {
                        again += append(client, random, ids.incrementAndGet(), done);
                    }
                    return again;
                });
            }
            for (Future<Integer> client : threads.invokeAll(clients)) {
                refused += client.get();
            }
        } finally {
            threads.shutdown();
        }

        Map<String, List<Integer>> last = new HashMap<>();
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            Answer stands = nodes.get(0).with("Cache-Control", "no-cache").get(path(i));
            last.put(path(i), list(stands.json()));
            tags.put(path(i), stands.header("ETag"));
        }
        assertThat(new AppendHistory(List.copyOf(done), last).faults()).isEmpty();
        assertThat(done).hasSize(320);
        assertThat(refused).as("some must have met").isPositive();
        last.forEach((path, list) -> assertThat(tags.get(path)).isEqualTo("\"" + (list.size() + 1) + "\""));
    }

    private String path(int document) {
        return "/v1/me/documents/" + collection + "/d" + document;
    }

    /** Reads and appends until it is acknowledged; answers how often it was refused. */
    private int append(Client client, Random random, int id, ConcurrentLinkedQueue<Transaction> done) {
        int first = random.nextInt(10);
        int second = random.nextBoolean() ? first : random.nextInt(10);
        for (int refused = 0; ; refused++) {
            Map<String, List<Integer>> read = new LinkedHashMap<>();
            List<String> items = new ArrayList<>();
            Answer answer = null;
            for (int document : first == second ? List.of(first) : List.of(first, second)) {
                Answer stands = client.get(path(document));
                List<Integer> list = list(stands.json());
                read.put(path(document), list);
                List<Integer> next = new ArrayList<>(list);
                next.add(id);
                if (first == second) {
                    answer = client.with("If-Match", stands.header("ETag")).put(path(document), "{\"l\":" + next + "}");
                } else {
                    items.add("{\"collection\":\"%s\",\"key\":\"d%d\",\"put\":{\"l\":%s},\"ifVersion\":%s}"
                            .formatted(
                                    collection,
                                    document,
                                    next,
                                    stands.header("ETag").replace("\"", "")));
                }
            }
            if (answer == null) {
                answer = client.post("/v1/me/documents:batch", "{\"items\":[" + String.join(",", items) + "]}");
            }
            if (answer.status() == 200) {
                done.add(new Transaction(id, read));
                return refused;
            }
            assertThat(answer.status()).as(answer.body()).isIn(412, 503);
        }
    }

    private static List<Integer> list(JsonNode document) {
        List<Integer> list = new ArrayList<>();
        document.get("l").forEach(value -> list.add(value.intValue()));
        return list;
    }
}
