package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Metrics;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsResourceTest {
    private final TestServer server = TestServer.on(TestDatabase.H2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jvm_memory_used_bytes{area=\"heap\"",
                "jvm_gc_memory_allocated_bytes_total ",
                "jvm_threads_live_threads ",
                "jvm_classes_loaded_classes ",
                "system_cpu_count ",
                "gildong_cpu_mean{window=\"1m\"} 0.",
                "gildong_cpu_mean{window=\"5m\"} 0.",
                "process_uptime_seconds ",
                "hikaricp_connections_max{pool=\"gildong\"} 16.0\n"
            })
    void processAndPoolShouldBeMeasured(String line) {
        assertThat(server.admin().get("/metrics").body()).contains("\n" + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/plain",
                "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            })
    void prometheusShouldGetTheTextThatItReads(String accept) {
        Answer answer = server.admin().with("Accept", accept).get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").split(";"))
                .containsExactlyInAnyOrder("text/plain", "version=0.0.4", "charset=utf-8");
    }

    @Test
    void formThatIsNotServedShouldBeRefused() {
        assertThat(server.admin()
                        .with("Accept", "application/json")
                        .get("/metrics")
                        .status())
                .isEqualTo(406);
    }

    /** The pool counts what was done: not a number that stands still. */
    @Test
    void connectionsShouldBeCounted() {
        double before = acquired();
        server.client().signUp();

        assertThat(acquired()).isGreaterThan(before);
    }

    private double acquired() {
        String name = "hikaricp_connections_acquire_seconds_count{pool=\"gildong\"} ";
        return server.admin()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /** Each of them moves with what it is about: a name that stands at zero would do for a dashboard, and for nobody. */
    @Test
    void whatFeaturesDoShouldBeMeasured() {
        Client ann = server.client().signUp().client();
        server.admin().put("/v1/leaderboards/measured", "{}");
        Metrics before = Metrics.of(server);
        ann.post("/v1/leaderboards/measured/scores", "{\"score\":1}");
        ann.get("/v1/leaderboards/measured/scores");
        ann.get("/v1/session");
        Metrics after = Metrics.of(server);

        for (String name : List.of(
                "gildong_score_batch_count",
                "gildong_score_loads_seconds_count",
                "gildong_score_seasons",
                "gildong_score_entries",
                "gildong_score_memory_bytes",
                "gildong_cache_gets_total",
                "gildong_cache_entries",
                "gildong_changes_polls_total",
                "gildong_changes_heard_total")) {
            assertThat(after.sum(name)).as(name).isGreaterThan(before.sum(name));
        }
        assertThat(after.sum("gildong_changes_lag_seconds")).isBetween(0.0, 5.0);
        assertThat(after.sum("gildong_account_hashing_threads")).isPositive();
        assertThat(after.sum("gildong_task_due", "name=\"session.purge\"")).isNotNaN();
    }

    @Test
    void publicAndPlayersShouldBeRefused() {
        Client ann = server.client().signUp("Ann").client();

        assertThat(server.client().get("/metrics").status()).isEqualTo(401);
        assertThat(ann.get("/metrics").status()).isEqualTo(403);
        assertThat(ann.get("/metrics").json().get("detail").textValue()).contains("metrics");
    }
}
