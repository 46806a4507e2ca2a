package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that no longer hears what the others change. */
class DeafNodeTest {

    private static int status(Client client) {
        return client.get("/v1/session").status();
    }

    @Test
    void nodeThatCannotHearShouldNotBelieveWhatItRemembers() throws Exception {
        String url = TestDatabase.MYSQL.freshUrl();
        try (DatabaseProxy proxy = new DatabaseProxy(url);
                TestServer hearing = TestServer.start(url, "/", Map.of());
                TestServer deaf = TestServer.start(proxy.url(), "/", Map.of())) {
            SignedIn ann = hearing.client().signUp();
            Client elsewhere = deaf.client().withToken(ann.token());
            assertThat(status(elsewhere)).isEqualTo(200);

            proxy.freeze();
            assertThat(ann.client().post("/v1/logout", "").status()).isEqualTo(204);

            await().atMost(Duration.ofSeconds(10)).until(() -> status(elsewhere) == 503);
            assertThat(status(elsewhere)).isEqualTo(503);
            proxy.restore();
            await().atMost(Duration.ofSeconds(30)).until(() -> status(elsewhere) == 401);
            assertThat(status(elsewhere)).isEqualTo(401);
        }
    }

    @Test
    void nodeThatHearsAgainShouldRememberAgain() throws Exception {
        String url = TestDatabase.MYSQL.freshUrl();
        try (DatabaseProxy proxy = new DatabaseProxy(url);
                TestServer server = TestServer.start(proxy.url(), "/", Map.of())) {
            SignedIn ann = server.client().signUp();
            proxy.cut();
            await().atMost(Duration.ofSeconds(10)).until(() -> status(ann.client()) == 503);
            proxy.restore();

            // What is remembered is not looked up: its row can end without anyone being told.
            await().atMost(Duration.ofSeconds(30)).until(() -> status(ann.client()) == 200);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(status(ann.client())).isEqualTo(200);
                server.sql("UPDATE sign_in_session SET expires_at = -expires_at");
                boolean remembered = status(ann.client()) == 200;
                server.sql("UPDATE sign_in_session SET expires_at = -expires_at");
                return remembered;
            });
        }
    }
}
