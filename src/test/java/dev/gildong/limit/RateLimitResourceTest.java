package dev.gildong.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Metrics;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitResourceTest {

    private static TestServer server(String setting, String value) {
        return TestServer.start(TestDatabase.H2, Map.of("gildong.limits.window", "PT1H", setting, value));
    }

    private static void assertRefused(Answer answer, String policy) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:too-many-requests");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo(policy);
        assertThat(answer.header("RateLimit")).contains(";r=0;");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(600, 1800);
    }

    @Test
    void playerShouldGetTheirOwnQuotaWhateverOthersDo() {
        try (TestServer server = server("gildong.limits.player-requests", "3")) {
            Client ann = server.client().signUp().client();
            Client bob = server.client().signUp().client();
            server.admin().put("/v1/leaderboards/b", "{\"read\":\"public\"}");

            assertThat(ann.get("/v1/session").header("RateLimit")).startsWith("\"player\";r=2;");
            assertThat(ann.get("/v1/leaderboards/b/scores").header("RateLimit")).startsWith("\"player\";r=1;");
            assertThat(ann.get("/v1/players/nobody").header("RateLimit")).startsWith("\"player\";r=0;");
            assertRefused(ann.get("/v1/session"), "\"player\";q=3;w=3600");
            assertRefused(ann.get("/v1/leaderboards/b/scores"), "\"player\";q=3;w=3600");
            assertThat(Metrics.of(server).sum("gildong_http_refusals_total", "reason=\"player\"", "kind=\"read\""))
                    .isEqualTo(2);
            assertThat(bob.get("/v1/session").status()).isEqualTo(200);
            assertThat(server.admin().get("/v1/leaderboards").status()).isEqualTo(200);
        }
    }

    @Test
    void playerShouldNotGetMoreBySigningInAgain() {
        try (TestServer server = server("gildong.limits.player-requests", "2")) {
            String device = "{\"deviceId\":\"5f0f6f2e-7f3b-4a0e-9d51-0123456789ab\"}";
            for (int i = 0; i < 3; i++) {
                String token = server.client()
                        .post("/v1/login/device", device)
                        .json()
                        .get("token")
                        .textValue();
                assertThat(server.client().withToken(token).get("/v1/session").status())
                        .isEqualTo(i < 2 ? 200 : 429);
            }
        }
    }

    @Test
    void keyShouldHaveAQuota() {
        try (TestServer server = server("gildong.limits.key-requests", "2")) {
            Client player = server.client().signUp().client();
            server.admin().get("/v1/leaderboards");
            assertThat(server.admin().get("/v1/leaderboards").header("RateLimit"))
                    .startsWith("\"key\";r=0;");

            assertRefused(server.admin().get("/v1/leaderboards"), "\"key\";q=2;w=3600");
            assertThat(player.get("/v1/session").status()).isEqualTo(200);
        }
    }

    @Test
    void addressShouldHaveAQuotaAndHealthShouldAnswerBeyondIt() {
        try (TestServer server = server("gildong.limits.address-requests", "3")) {
            Client anyone = server.client();
            for (int left = 2; left >= 0; left--) {
                assertThat(anyone.get("/v1/nothing").header("RateLimit")).startsWith("\"address\";r=" + left + ";");
            }

            assertRefused(anyone.get("/openapi.json"), "\"address\";q=3;w=3600");
            assertRefused(server.admin().get("/v1/leaderboards"), "\"address\";q=3;w=3600");
            assertThat(anyone.get("/livez").status()).isEqualTo(200);
            assertThat(anyone.get("/readyz").status()).isEqualTo(200);
            assertThat(server.admin().get("/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void oneSettingShouldSwitchAllOfThemOff() {
        Map<String, String> settings = Map.of(
                "gildong.limits.enabled", "false",
                "gildong.limits.window", "PT1H",
                "gildong.limits.player-requests", "1",
                "gildong.limits.key-requests", "1",
                "gildong.limits.address-requests", "1");
        try (TestServer server = TestServer.start(TestDatabase.H2, settings)) {
            for (int i = 0; i < 3; i++) {
                Answer answer = server.client().signUp().client().get("/v1/session");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("RateLimit")).isEmpty();
                assertThat(server.admin().get("/v1/leaderboards").status()).isEqualTo(200);
            }
        }
    }
}
