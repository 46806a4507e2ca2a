package dev.gildong.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gildong.MariaDb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same file as a worker: started by a word on the command line, or by a setting on Tomcat. */
class WorkerIT {
    private static final String ADMIN_KEY = "gk_" + "w".repeat(42) + "A";

    @Test
    void wordOnTheCommandLineShouldStartAWorker() throws Exception {
        assertWorks(new StandaloneHome(List.of("worker")), Map.of());
    }

    @Test
    void roleInTheEnvironmentShouldMakeTomcatAWorker() throws Exception {
        assertWorks(Home.tomcat11(), Map.of("GILDONG_ROLE", "worker"));
    }

    @Test
    void serverAndWorkerShouldShareOneDatabase() throws Exception {
        Jdk jdk = Jdk.all().get(0);
        String url = MariaDb.freshDatabase();
        Map<String, String> web =
                Map.of("GILDONG_ROLE", "web", "GILDONG_DATABASE_URL", url, "GILDONG_ADMIN_KEY", ADMIN_KEY);
        try (RunningServer server = new StandaloneHome().start(jdk, web);
                RunningServer worker =
                        new StandaloneHome(List.of("worker")).start(jdk, Map.of("GILDONG_DATABASE_URL", url))) {
            assertThat(server.send("PUT", "/v1/leaderboards/x", ADMIN_KEY, "{}").statusCode())
                    .isEqualTo(201);
            assertThat(worker.send("GET", "/metrics", ADMIN_KEY, null).statusCode())
                    .isEqualTo(200);
        }
    }

    private static void assertWorks(Home home, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("GILDONG_ADMIN_KEY", ADMIN_KEY);
        try (RunningServer worker = home.start(Jdk.all().get(0), environment)) {
            assertThat(worker.output()).contains("in the role worker");
            assertThat(worker.send("GET", "/livez", null, null).statusCode()).isEqualTo(200);
            assertThat(worker.send("GET", "/readyz", null, null).statusCode()).isEqualTo(200);
            HttpResponse<String> metrics = worker.send("GET", "/metrics", ADMIN_KEY, null);
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("\njvm_memory_used_bytes{", "\nhikaricp_connections_max{");
            assertProblem(401, worker.send("GET", "/metrics", null, null));
            assertProblem(404, worker.send("GET", "/v1/session", ADMIN_KEY, null));
            assertProblem(404, worker.send("POST", "/v1/login/device", null, "{\"deviceId\":\"worker-it\"}"));

            worker.terminate();

            assertThat(worker.endsWithin(25)).as("stops within 25 s").isTrue();
            // As in DeploymentIT: a thread without a stack has just ended.
            assertThat(worker.output())
                    .doesNotContainPattern("memory leak(?!\\. Stack trace of thread:\\R\\d)")
                    .doesNotContain("did not stop cleanly");
        }
    }

    private static void assertProblem(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).get("status").intValue())
                .isEqualTo(status);
    }
}
