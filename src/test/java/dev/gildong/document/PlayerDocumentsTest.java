package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlayerDocumentsTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void erasureShouldRemoveDocumentsAndVersionsOfThePlayerAlone(TestDatabase database) {
        try (TestServer server = TestServer.start(database, Map.of())) {
            SignedIn ann = server.client().signUp("Ann");
            Client bob = server.client().signUp("Bob").client();
            String path = "/v1/me/documents/saves/slot";
            for (int i = 0; i < 120; i++) {
                assertThat(ann.client().put(path + i, "{\"n\":1}").status()).isEqualTo(201);
            }
            ann.client().put(path + "1", "{\"n\":2}");
            ann.client().delete(path + "2");
            bob.put(path, "{\"n\":1}");
            bob.put(path, "{\"n\":2}");

            assertThat(ann.client().delete("/v1/me").status()).isBetween(200, 204);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.number("SELECT (SELECT COUNT(*) FROM document)"
                                    + " + (SELECT COUNT(*) FROM document_version)"
                                    + " + (SELECT COUNT(*) FROM document_space)")
                            == 3);
            assertThat(bob.get(path).body()).isEqualTo("{\"n\":2}");
            assertThat(bob.get(path + "/versions/1").body()).isEqualTo("{\"n\":1}");
        }
    }
}
