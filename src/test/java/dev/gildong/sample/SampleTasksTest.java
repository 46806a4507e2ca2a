package dev.gildong.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTasksTest {
    private final Client admin = TestServer.on(TestDatabase.H2).admin();

    private JsonNode result(String name, String args) {
        Answer queued = admin.post("/v1/tasks/" + name, "{\"args\":" + args + "}");
        assertThat(queued.status()).as(queued.toString()).isEqualTo(202);
        return admin.get("/v1/tasks/" + queued.json().get("id").textValue() + "?waitSeconds=15")
                .json();
    }

    @Test
    void primesShouldBeCounted() {
        Map<Integer, Integer> known =
                Map.of(2, 0, 3, 1, 10, 4, 11, 4, 12, 5, 1000, 168, 262_145, 23_000, 1_000_000, 78_498);

        known.forEach((below, count) -> assertThat(result("count-primes", "{\"below\":" + below + "}")
                        .at("/result/primes")
                        .intValue())
                .as("below %d", below)
                .isEqualTo(count));
    }

    @Test
    void boundsShouldBeRefusedWithTheirPlace() {
        Answer refused = admin.post("/v1/tasks/count-primes", "{\"args\":{\"below\":1}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").textValue()).isEqualTo("/args/below");
    }

    @Test
    void playersShouldNotStartWhatIsNotOpenToThem() {
        Client player = TestServer.on(TestDatabase.H2).client().signUp().client();

        assertThat(player.post("/v1/tasks/count-primes", "{\"args\":{\"below\":10}}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void samplesShouldBeGoneWhereTheSettingSaysSo() {
        try (TestServer server = TestServer.start(TestDatabase.H2, Map.of("gildong.sample.tasks", "false"))) {
            assertThat(server.admin()
                            .post("/v1/tasks/add", "{\"args\":{\"x\":1,\"y\":2}}")
                            .status())
                    .isEqualTo(404);
        }
    }
}
