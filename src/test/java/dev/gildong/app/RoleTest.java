package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.config.AppSettings.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"ALL, true, true", "WEB, true, false", "WORKER, false, true"})
    void eachRoleShouldDoItsPart(Role role, boolean servesApi, boolean takesTasks) {
        assertThat(role.servesApi()).isEqualTo(servesApi);
        assertThat(role.takesTasks()).isEqualTo(takesTasks);
    }

    @Test
    void workerShouldAnswerItsHealthAndMetricsAndNoCallOfTheApi() throws Exception {
        try (TestServer worker = start("worker")) {
            assertThat(worker.client().get("/livez").status()).isEqualTo(200);
            assertThat(worker.client().get("/readyz").status()).isEqualTo(200);
            assertThat(worker.client().get("/metrics").status()).isEqualTo(401);
            assertThat(worker.admin().get("/metrics").status()).isEqualTo(200);
            for (String call : new String[] {
                "GET /v1/session",
                "POST /v1/login/device",
                "GET /v1/leaderboards/x",
                "PUT /v1/leaderboards/x",
                "GET /openapi.json",
                "GET /"
            }) {
                assertNotFound(worker, call);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "WORKER")
    void otherRolesShouldServeTheApi(Role role) {
        try (TestServer server = start(role.name().toLowerCase(Locale.ROOT))) {
            assertThat(server.client().get("/readyz").status()).isEqualTo(200);
            assertThat(server.client().signUp("Ann").client().get("/v1/session").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void unknownRoleShouldStopTheStart() {
        assertThatThrownBy(() -> start("workr")).hasStackTraceContaining("gildong.role is \"workr\"");
    }

    private static TestServer start(String role) {
        return TestServer.start(TestDatabase.H2, Map.of("gildong.role", role));
    }

    /** Not by the client of the other tests: there, a call that is described must be answered as described. */
    private static void assertNotFound(TestServer server, String call) throws IOException, InterruptedException {
        int space = call.indexOf(' ');
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(call.substring(space + 1)))
                .method(call.substring(0, space), BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TestServer.ADMIN_KEY)
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(call).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).as(call).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).get("instance").textValue())
                .as(call)
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }
}
