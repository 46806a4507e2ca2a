package dev.gildong.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FanOutResourceTest {
    private static final int CALLS = 10;

    @Test
    void callsShouldBeUnderWayTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLS);
        CyclicBarrier all = new CyclicBarrier(CALLS);
        HttpServer upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), CALLS);
        upstream.setExecutor(threads);
        upstream.createContext("/", exchange -> {
            try {
                all.await(20, TimeUnit.SECONDS); // answers nobody before everybody has asked
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write(new byte[4]);
            exchange.close();
        });
        upstream.start();
        String address = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/";
        try (TestServer server = TestServer.start(
                TestDatabase.H2,
                Map.of(
                        "gildong.sample.upstream",
                        address,
                        "gildong.outbound.plain-http",
                        "true",
                        "gildong.outbound.allowed-networks",
                        "127.0.0.0/8",
                        "gildong.outbound.total-timeout",
                        "PT30S"))) {
            Answer answer = server.client().signUp().client().get("/v1/samples/fan-out?calls=" + CALLS);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().get("bytes").intValue()).isEqualTo(4 * CALLS);
            assertThat(server.client()
                            .signUp()
                            .client()
                            .get("/v1/samples/fan-out?calls=51")
                            .status())
                    .isEqualTo(400);
        } finally {
            upstream.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void upstreamThatMayNotBeCalledShouldBeABadGateway() {
        try (TestServer server =
                TestServer.start(TestDatabase.H2, Map.of("gildong.sample.upstream", "https://127.0.0.1:9/"))) {
            Answer answer = server.client().signUp().client().get("/v1/samples/fan-out");

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:upstream-failed");
        }
    }

    @Test
    void withoutAnUpstreamThereShouldBeNothing() {
        assertThat(TestServer.on(TestDatabase.H2)
                        .client()
                        .signUp()
                        .client()
                        .get("/v1/samples/fan-out")
                        .status())
                .isEqualTo(404);
    }
}
