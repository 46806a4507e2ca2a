package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class StartTest {

    /** Both on an empty database: one migrates, one makes the key, and a token of one is good on the other. */
    @Test
    void twoNodesThatStartAtOnceShouldBeOneServer() throws Exception {
        String url = TestDatabase.MYSQL.freshUrl();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Callable<TestServer> node = () -> TestServer.start(url, "/", Map.of("gildong.admin-key", ""));
        String printed = printed(() -> {
            List<Future<TestServer>> nodes = threads.invokeAll(List.of(node, node));
            try (TestServer one = nodes.get(0).get();
                    TestServer two = nodes.get(1).get()) {
                Client.SignedIn ann = one.client().signUp("Ann");
                assertThat(two.client()
                                .withToken(ann.token())
                                .get("/v1/session")
                                .status())
                        .isEqualTo(200);
            }
            return null;
        });
        threads.shutdown();
        assertThat(printed).containsOnlyOnce("Admin key (shown once): gk_");
    }

    @Test
    void firstStartShouldShowAKeyThatWorksAndTheSecondNone() throws Exception {
        String url = TestDatabase.H2.freshUrl();
        Callable<Object> run = () -> {
            TestServer.start(url, "/", Map.of("gildong.admin-key", "")).close();
            return null;
        };
        String key = printed(run).replaceAll("(?s).*(gk_[A-Za-z0-9_-]{43}).*", "$1");
        assertThat(key).startsWith("gk_");
        assertThat(printed(run)).doesNotContain("gk_");

        try (TestServer server = TestServer.start(url, "/", Map.of("gildong.admin-key", ""))) {
            assertThat(server.client()
                            .withToken(key)
                            .put("/v1/leaderboards/x", "{}")
                            .status())
                    .isEqualTo(201);
        }
        try (TestServer server = TestServer.start(url, "/", Map.of("gildong.admin-key", "a-new-key-".repeat(4)))) {
            assertThat(server.client()
                            .withToken(key)
                            .put("/v1/leaderboards/x", "{}")
                            .status())
                    .isEqualTo(401);
        }
    }

    private static String printed(Callable<Object> action) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.call();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void productionShouldRefuseTheEmbeddedDatabaseAndAKeyOnTheConsole() {
        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, Map.of("gildong.mode", "production")))
                .hasStackTraceContaining("gildong.database.url must be set to a MySQL database");
        assertThatThrownBy(() -> TestServer.start(
                        TestDatabase.MYSQL, Map.of("gildong.mode", "production", "gildong.admin-key", "")))
                .hasStackTraceContaining("gildong.admin-key must be set");
    }

    @Test
    void misspeltSettingShouldStopTheStart() {
        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, Map.of("gildong.databse.url", "x")))
                .hasStackTraceContaining("unknown setting gildong.databse.url");
    }

    @Test
    void everythingShouldWorkBelowAContextPath() {
        try (TestServer server = TestServer.start(TestDatabase.H2.freshUrl(), "/games", Map.of())) {
            Client.Answer made = server.admin().put("/v1/leaderboards/x", "{}");
            assertThat(made.header("Location")).isEqualTo(server.uri() + "/v1/leaderboards/x");
            assertThat(server.client().get("/readyz").status()).isEqualTo(200);
            assertThat(server.client().get("/nope").status()).isEqualTo(404);
        }
    }

    @Test
    void providerThatCannotBeTrustedShouldStopTheStart() {
        Map<String, String> plain = Map.of(
                "gildong.oidc.local.issuer", "http://id.example",
                "gildong.oidc.local.client-ids", "game",
                "gildong.mode", "production",
                "gildong.outbound.plain-http", "true");

        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, plain))
                .hasStackTraceContaining("gildong.oidc.local.issuer is \"http://id.example\"");
        assertThatThrownBy(() ->
                        TestServer.start(TestDatabase.H2, Map.of("gildong.oidc.local.issuer", "https://id.example")))
                .hasStackTraceContaining("gildong.oidc.local.client-ids is \"\"");
        assertThatThrownBy(() ->
                        TestServer.start(TestDatabase.H2, Map.of("gildong.oidc.local.isuer", "https://id.example")))
                .hasStackTraceContaining("unknown setting gildong.oidc.local.isuer");
    }
}
