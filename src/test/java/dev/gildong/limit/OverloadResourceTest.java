package dev.gildong.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Metrics;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose handlers are blocked: they wait for another one. */
class OverloadResourceTest {
    private static final int PLACES = 10;
    private static final int READS = 7;
    private static final int SEARCHES = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer upstream;

    @BeforeEach
    void open() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        upstream.setExecutor(threads);
        upstream.createContext("/", exchange -> {
            asked.incrementAndGet();
            try {
                released.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        upstream.start();
    }

    @AfterEach
    void close() {
        released.countDown();
        upstream.stop(0);
        threads.shutdownNow();
    }

    private TestServer server(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "gildong.limits.max-in-flight", Integer.toString(PLACES),
                "gildong.sample.upstream",
                        "http://127.0.0.1:" + upstream.getAddress().getPort() + "/",
                "gildong.outbound.plain-http", "true",
                "gildong.outbound.allowed-networks", "127.0.0.0/8",
                "gildong.outbound.total-timeout", "PT50S"));
        settings.putAll(more);
        return TestServer.start(TestDatabase.H2, settings);
    }

    private List<CompletableFuture<Answer>> block(Client client, int requests) {
        List<CompletableFuture<Answer>> blocked = new ArrayList<>();
        int before = asked.get();
        for (int i = 0; i < requests; i++) {
            blocked.add(CompletableFuture.supplyAsync(() -> client.get("/v1/samples/fan-out?calls=1"), threads));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() == before + requests);
        return blocked;
    }

    @Test
    void pageOfANamedOriginShouldReadTheRefusal() {
        String origin = "https://play.example.com";
        try (TestServer server = server(Map.of("gildong.http.cors-origins", origin))) {
            List<CompletableFuture<Answer>> blocked =
                    block(server.client().signUp().client(), READS);
            Answer refused = server.client().with("Origin", origin).get("/v1/session");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After");
            assertThat(refused.header("Referrer-Policy")).isEqualTo("no-referrer");
            released.countDown();
            blocked.forEach(CompletableFuture::join);
        }
    }

    @Test
    void searchesShouldBeRefusedBeforeAnythingElse() {
        try (TestServer server = server(Map.of())) {
            Client ann = server.client().signUp().client();
            ann.put("/v1/me/documents/c/k", "{}");
            List<String> searches = List.of("/v1/me/documents/c:search", "/v1/documents/c:search");
            List<CompletableFuture<Answer>> blocked = new ArrayList<>(block(ann, SEARCHES - 1));
            for (String search : searches) {
                assertThat(server.admin().post(search, "{}").status()).isIn(200, 403);
                assertThat(ann.post(search, "{}").status()).isIn(200, 403);
            }
            blocked.addAll(block(ann, 1));
            for (String search : searches) {
                Answer refused = ann.post(search, "{}");
                assertThat(refused.status()).as(search).isEqualTo(503);
                assertThat(refused.json().get("type").textValue()).isEqualTo("urn:gildong:problem:overloaded");
                assertThat(refused.header("Retry-After")).isEqualTo("1");
            }

            assertThat(ann.get("/v1/me/documents/c/k").status()).isEqualTo(200);
            assertThat(ann.put("/v1/me/documents/c/k", "{\"a\":1}").status()).isEqualTo(200);
            assertThat(server.client().signUp().playerId()).isNotEmpty();
            released.countDown();
            blocked.forEach(CompletableFuture::join);
            assertThat(ann.post(searches.get(0), "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void readsShouldBeRefusedFastWhileTheRestGoesOn() throws Exception {
        try (TestServer server = server(Map.of())) {
            Client ann = server.client().signUp().client();
            server.admin().put("/v1/leaderboards/b", "{}");
            List<CompletableFuture<Answer>> blocked = block(ann, READS);
            long began = System.nanoTime();
            Answer refused = ann.get("/v1/session");
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("type").textValue()).isEqualTo("urn:gildong:problem:overloaded");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(took).isGreaterThanOrEqualTo(200);
            assertThat(ann.post("/v1/leaderboards/b/scores", "{\"score\":1}").status())
                    .isEqualTo(200);
            assertThat(server.client().signUp().playerId()).isNotEmpty();
            assertThat(ann.get("/livez").status()).isEqualTo(200);
            assertThat(ann.get("/readyz").status()).isEqualTo(200);
            Metrics metrics = Metrics.of(server);
            assertThat(metrics.sum("gildong_http_refusals_total", "reason=\"overload\"", "kind=\"read\""))
                    .isEqualTo(1);
            assertThat(metrics.sum("gildong_http_requests_running")).isEqualTo(READS + 1);
            assertThat(metrics.sum("gildong_http_requests_seconds_count", "route=\"none\"", "status=\"503\""))
                    .isEqualTo(1);

            released.countDown();
            for (CompletableFuture<Answer> one : blocked) {
                assertThat(one.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
            assertThat(ann.get("/v1/session").status()).isEqualTo(200);
        }
    }

    @Test
    void whoeverWaitsShouldBeAnsweredWhenThereIsAPlaceInTime() throws Exception {
        try (TestServer server = server(Map.of("gildong.limits.max-wait", "PT20S"))) {
            Client ann = server.client().signUp().client();
            block(ann, READS);
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> ann.get("/v1/session"), threads);
            assertThat(ann.get("/livez").status()).isEqualTo(200);
            released.countDown();

            assertThat(waiting.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void benchmarksShouldBeAbleToSwitchItOff() throws Exception {
        try (TestServer server = server(Map.of("gildong.limits.enabled", "false"))) {
            Client ann = server.client().signUp().client();
            block(ann, READS + 1);

            assertThat(ann.get("/v1/session").status()).isEqualTo(200);
        }
    }
}
