package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaderboardResourceTest {
    private final TestServer server;
    private final Client admin;
    private final String path = "/v1/leaderboards/b" + UUID.randomUUID();

    LeaderboardResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
    }

    @Test
    void putShouldFillInTheDefaults() {
        Answer made = admin.put(path, "{}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(server.uri() + path);
        assertThat(made.json().get("order").textValue()).isEqualTo("highest");
        assertThat(made.json().get("keep").textValue()).isEqualTo("best");
        assertThat(made.json().get("ties").textValue()).isEqualTo("earliest");
    }

    @Test
    void sameDefinitionShouldChangeNothingAndAnotherShouldBe409() {
        Answer made = admin.put(path, "{\"order\":\"lowest\"}");

        Answer again = admin.put(path, "{\"order\":\"lowest\",\"keep\":\"best\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(again.header("ETag")).isEqualTo(made.header("ETag"));
        assertThat(admin.put(path, "{}").status()).isEqualTo(409);
        assertThat(admin.get(path).body()).isEqualTo(made.body());
    }

    @Test
    void manyAtOnceShouldMakeOneBoard() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Answer> put = () -> admin.put(path, "{}");
            List<Integer> statuses = threads.invokeAll(Collections.nCopies(8, put)).stream()
                    .map(LeaderboardResourceTest::status)
                    .toList();
            assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 200 || status == 201);
        } finally {
            threads.shutdown();
        }
    }

    private static int status(Future<Answer> answer) {
        try {
            return answer.get().status();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void conditionalRequestsShouldHold() {
        assertThat(admin.with("If-Match", "\"x\"").put(path, "{}").status()).isEqualTo(412);
        String tag = admin.put(path, "{}").header("ETag");

        assertThat(tag).matches("\"[A-Za-z0-9_-]+\"");
        assertThat(admin.with("If-None-Match", tag).get(path).status()).isEqualTo(304);
        assertThat(admin.with("If-None-Match", "\"x\"").get(path).status()).isEqualTo(200);
        assertThat(admin.with("If-None-Match", "*").put(path, "{}").status()).isEqualTo(412);
        assertThat(admin.with("If-Match", tag).put(path, "{}").status()).isEqualTo(200);
    }

    @Test
    void onlyAKeyWithTheScopeShouldDefineBoards() {
        assertThat(server.client().put(path, "{}").status()).isEqualTo(401);
        assertThat(server.client().signUp().client().put(path, "{}").status()).isEqualTo(403);
        assertThat(server.client().withToken("x".repeat(40)).put(path, "{}").status())
                .isEqualTo(401);
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void namesAndRulesThatDoNotExistShouldBe400() {
        for (String name : List.of("Upper", "-a", "a".repeat(65), "%C3%A9", "a%20b")) {
            assertThat(admin.put("/v1/leaderboards/" + name, "{}").status())
                    .as(name)
                    .isEqualTo(400);
        }
        for (String body : List.of("{\"order\":\"best\"}", "{\"ties\":\"shared\"}", "{\"order\":null}", "{\"x\":1}")) {
            assertThat(admin.put(path, body).status()).as(body).isEqualTo(400);
        }
    }
}
