package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Metrics;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RequestMeterFilterTest {
    private static final String COUNT = "gildong_http_requests_seconds_count";

    private final TestServer server = TestServer.on(TestDatabase.H2);

    private double count(String method, String route, int status) {
        return Metrics.of(server)
                .sum(COUNT, "method=\"" + method + "\"", "route=\"" + route + "\"", "status=\"" + status + "\"");
    }

    /** The count goes up after the answer was handed over: a client may ask before that. */
    private void assertCounted(double before, double more, String method, String route, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(count(method, route, status)).isEqualTo(before + more));
    }

    @Test
    void requestsShouldBeCountedByTemplateAndStatus() {
        Client ann = server.client().signUp().client();
        double found = count("GET", "/v1/session", 200);
        double missing = count("GET", "/v1/players/{id}", 404);
        ann.get("/v1/session");
        ann.get("/v1/players/first-of-two");
        ann.get("/v1/players/second-of-two");

        assertCounted(found, 1, "GET", "/v1/session", 200);
        assertCounted(missing, 2, "GET", "/v1/players/{id}", 404);
        assertThat(Metrics.of(server).text()).doesNotContain("of-two");
    }

    @Test
    void refusedCallersShouldCountForTheRoute() {
        double before = count("GET", "/metrics", 401);
        server.client().get("/metrics");

        assertCounted(before, 1, "GET", "/metrics", 401);
    }

    @Test
    void whatMatchesNoRouteShouldHaveOneName() {
        double paths = count("GET", "none", 404);
        double methods = count("other", "none", 405);
        server.client().get("/of-three");
        server.client().get("/v1/of-three");
        server.client().undescribed().send("FROBNICATE", "/v1/session", BodyPublishers.noBody());

        assertCounted(paths, 2, "GET", "none", 404);
        assertCounted(methods, 1, "other", "none", 405);
        assertThat(Metrics.of(server).text()).doesNotContain("of-three", "FROBNICATE");
    }

    @Test
    void refusalsBeforeAnyRouteShouldCount() {
        double before = count("POST", "none", 413);
        server.client().post("/v1/accounts", "{\"userId\":\"" + "a".repeat(100_000) + "\"}");

        assertCounted(before, 1, "POST", "none", 413);
    }

    /** A body that comes later than its head sends the request through the filters from another thread. */
    @Test
    void requestWhoseBodyWasWaitedForShouldCountOnce() {
        double before = count("POST", "/v1/login", 400);
        server.client()
                .with("Content-Type", "application/json")
                .send("POST", "/v1/login", BodyPublishers.fromPublisher(BodyPublishers.ofString("[]")));

        assertCounted(before, 1, "POST", "/v1/login", 400);
    }

    @Test
    void bucketsShouldTellHowManyWereFast() {
        server.client().signUp().client().get("/v1/session");
        String route = "route=\"/v1/session\",status=\"200\"";
        Metrics metrics = Metrics.of(server);

        assertThat(metrics.sum("gildong_http_requests_seconds_bucket", route, "le=\"0.005\""))
                .isLessThanOrEqualTo(metrics.sum("gildong_http_requests_seconds_bucket", route, "le=\"5.0\""));
        assertThat(metrics.sum("gildong_http_requests_seconds_bucket", route, "le=\"+Inf\""))
                .isEqualTo(metrics.sum(COUNT, route))
                .isPositive();
    }

    /** The request that asks is one of them. */
    @Test
    void runningRequestsShouldBeShown() {
        assertThat(Metrics.of(server).sum("gildong_http_requests_running")).isGreaterThanOrEqualTo(1);
    }
}
