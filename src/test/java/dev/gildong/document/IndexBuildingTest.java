package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexBuildingTest {
    private static final String FAILED =
            "FROM task WHERE task_name = 'document.index' AND state = 'queued' AND consecutive_failures > 0";

    private final String name = "c" + UUID.randomUUID();
    private final String definition = "/v1/collections/" + name;
    private final String ofThese = " WHERE collection = '" + name + "'";
    private final String entries =
            " FROM document_index WHERE index_no IN (SELECT index_no FROM document_path" + ofThese + ")";

    /** Of 75 documents, fifty in a unit, one cannot be read at first. What the first unit did is taken away by hand. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void buildingShouldGoOnWhereAnAttemptEnded(TestDatabase database) {
        TestServer server = TestServer.on(database);
        Client me = server.client().signUp("Ann").client();
        for (int i = 10; i < 85; i += 25) {
            me.post("/v1/me/documents:batch", "{\"items\":[" + items(i) + "]}");
        }
        assertThat(server.sql("UPDATE document SET body = '{'" + ofThese + " AND doc_key = 'k70'"))
                .isEqualTo(1);
        server.admin().put(definition, "{\"indexes\":[\"/n\"]}");
        await().atMost(Duration.ofSeconds(30)).until(() -> server.number("SELECT COUNT(*) " + FAILED) == 1);
        assertThat(server.sql("DELETE" + entries)).isEqualTo(50);

        server.sql("UPDATE document SET body = '{\"n\":1}'" + ofThese + " AND doc_key = 'k70'");
        server.sql("UPDATE task SET execution_time = 1 WHERE task_name = 'document.index' AND state = 'queued'");

        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        server.admin().get(definition).json().get("building").isEmpty());
        assertThat(server.number("SELECT COUNT(*)" + entries)).isEqualTo(25);
    }

    private String items(int from) {
        return IntStream.range(from, from + 25)
                .mapToObj(i -> "{\"collection\":\"%s\",\"key\":\"k%d\",\"put\":{\"n\":1}}".formatted(name, i))
                .collect(Collectors.joining(","));
    }
}
