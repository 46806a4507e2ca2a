package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexRemovalTest {
    private final String name = "c" + UUID.randomUUID();
    private final String definition = "/v1/collections/" + name;
    private final String mine = "/v1/me/documents/" + name;

    private void declare(TestServer server, String indexes) {
        assertThat(server.admin()
                        .put(definition, "{\"indexes\":" + indexes + "}")
                        .status())
                .isBetween(200, 201);
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        server.admin().get(definition).json().get("building").isEmpty());
    }

    /** 2,500 entries, of which one unit removes a thousand. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void entriesOfAnIndexThatIsTakenAwayShouldBeRemovedToTheEnd(TestDatabase database) {
        try (TestServer server = TestServer.start(database, Map.of("gildong.limits.enabled", "false"))) {
            Client me = server.client().signUp("Ann").client();
            declare(server, "[\"/t\",\"/n\"]");
            String array = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
            String items = IntStream.range(0, 25)
                    .mapToObj(i -> "{\"collection\":\"%s\",\"key\":\"k%d\",\"put\":{\"n\":1,\"t\":[%s]}}"
                            .formatted(name, i, array))
                    .collect(Collectors.joining(","));
            assertThat(me.post("/v1/me/documents:batch", "{\"items\":[" + items + "]}")
                            .status())
                    .isEqualTo(200);
            assertThat(server.number("SELECT COUNT(*) FROM document_index")).isEqualTo(2525);

            declare(server, "[\"/n\"]");
            assertThat(me.patch(mine + "/k1", "{\"t\":[]}").status()).isEqualTo(200);
            assertThat(server.number("SELECT COUNT(*) FROM document_path WHERE state = 'removed'"))
                    .isEqualTo(1);
            assertThat(server.number("SELECT COUNT(*) FROM document_index"))
                    .as("kept for whoever still writes to it")
                    .isEqualTo(2525);
            assertThat(server.sql("UPDATE task SET execution_time = 1"
                            + " WHERE task_name = 'document.index' AND state = 'queued'"))
                    .isEqualTo(1);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.number("SELECT COUNT(*) FROM document_path") == 1);
            assertThat(server.number("SELECT COUNT(*) FROM document_index")).isEqualTo(25);
        }
    }
}
