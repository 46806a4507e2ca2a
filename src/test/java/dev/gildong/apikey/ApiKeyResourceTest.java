package dev.gildong.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.http.Scope;
import dev.gildong.token.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ApiKeyResourceTest {
    private static final String EVERY_SCOPE =
            Stream.of(Scope.values()).map(Scope::wireName).collect(Collectors.joining(" "));
    private static final String KEYS = "/v1/api-keys";

    private final TestDatabase database;
    private final TestServer server;
    private final Client admin;
    private final String name = "k" + UUID.randomUUID();

    ApiKeyResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        admin = server.admin();
    }

    private static String body(String name, String scopes) {
        return "{\"name\":\"" + name + "\",\"scopes\":[\"" + scopes.replace(" ", "\",\"") + "\"]}";
    }

    private static Client made(TestServer on, Client by, String name, String scopes) {
        Answer answer = by.post(KEYS, body(name, scopes));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return on.client().withToken(answer.json().get("secret").textValue());
    }

    @Test
    void newKeyShouldOpenWhatItsScopesSayAndShowItsSecretOnce() {
        Answer made = admin.post(KEYS, body(name, "metrics boards"));
        String secret = made.json().get("secret").textValue();
        Client key = server.client().withToken(secret);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith(KEYS + "/" + name);
        assertThat(key.put("/v1/leaderboards/" + name, "{}").status()).isEqualTo(201);
        assertThat(key.get("/metrics").status()).isEqualTo(200);
        assertThat(key.get("/v1/webhooks").status()).isEqualTo(403);
        assertThat(key.get(KEYS).status()).isEqualTo(403);
        Answer read = admin.get(KEYS + "/" + name);
        assertThat(read.json().get("scopes")).extracting(JsonNode::textValue).containsExactly("boards", "metrics");
        assertThat(read.body()).doesNotContain("secret").doesNotContain(Token.hash(secret));
    }

    @Test
    void listShouldShowEveryKeyOnceAndNoSecret() {
        try (TestServer own = TestServer.start(database, Map.of())) {
            for (String each : List.of("c", "a", "b")) {
                made(own, own.admin(), each, "scores");
            }
            JsonNode first = own.admin().get(KEYS + "?limit=3").json();
            JsonNode second = own.admin()
                    .get(KEYS + "?limit=3&pageToken="
                            + first.get("nextPageToken").textValue())
                    .json();

            assertThat(first.get("items"))
                    .extracting(key -> key.get("name").textValue())
                    .containsExactly("a", "admin", "b");
            assertThat(second.get("items"))
                    .extracting(key -> key.get("name").textValue())
                    .containsExactly("c");
            assertThat(second.has("nextPageToken")).isFalse();
            assertThat(first.toString()).doesNotContain("secret").doesNotContain("gk_");
        }
    }

    @Test
    void deletedKeyShouldBeRefusedOnEveryNodeWithinASecond() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            Client elsewhere = made(other, admin, name, "metrics");
            assertThat(elsewhere.get("/metrics").status()).isEqualTo(200);

            assertThat(admin.delete(KEYS + "/" + name).status()).isEqualTo(204);

            await().atMost(Duration.ofSeconds(1))
                    .until(() -> elsewhere.get("/metrics").status() == 401);
            assertThat(admin.get(KEYS + "/" + name).status()).isEqualTo(404);
            assertThat(admin.delete(KEYS + "/" + name).status()).isEqualTo(404);
        }
    }

    /** The node remembers it for far longer. */
    @Test
    void keyThatIsRememberedShouldEndOnTime() {
        Answer made = admin.post(KEYS, body(name, "metrics").replace("}", ",\"expiresAt\":\"2100-01-01T00:00:00Z\"}"));
        assertThat(made.json().get("expiresAt").textValue()).isEqualTo("2100-01-01T00:00:00Z");
        Client key = server.client().withToken(made.json().get("secret").textValue());
        server.sql("UPDATE api_key SET expires_at = %s + 3000000 WHERE key_name = '%s'".formatted(now(), name));
        assertThat(key.get("/metrics").status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(5)).until(() -> key.get("/metrics").status() == 401);
        assertThat(admin.get(KEYS + "/" + name).status()).isEqualTo(200);
    }

    private String now() {
        return database == TestDatabase.H2
                ? "DATEDIFF(MICROSECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00', CURRENT_TIMESTAMP(6))"
                : "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";
    }

    @Test
    void nobodyShouldGiveOrTakeAScopeThatTheyDoNotHave() {
        Client keeper = made(server, admin, name, "keys scores");

        assertThat(keeper.post(KEYS, body(name + "x", "scores boards")).status())
                .isEqualTo(403);
        assertThat(keeper.delete(KEYS + "/admin").status()).isEqualTo(403);
        assertThat(keeper.post(KEYS, body(name + "y", "scores")).status()).isEqualTo(201);
        assertThat(keeper.delete(KEYS + "/" + name + "y").status()).isEqualTo(204);
        assertThat(server.client()
                        .signUp()
                        .client()
                        .post(KEYS, body(name + "z", "scores"))
                        .status())
                .isEqualTo(403);
        assertThat(server.client().post(KEYS, body(name + "z", "scores")).status())
                .isEqualTo(401);
    }

    @Test
    void nameShouldBeTakenOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                requests.add(() -> admin.post(KEYS, body(name, "scores")));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"scopes\":[]}",
                "{\"name\":\"a\",\"scopes\":[\"SCORES\"]}",
                "{\"name\":\"a\",\"scopes\":[\"root\"]}",
                "{\"name\":\"a\",\"scopes\":[null]}",
                "{\"name\":\"a\",\"scopes\":\"scores\"}",
                "{\"name\":\"A\",\"scopes\":[\"scores\"]}",
                "{\"name\":\"\",\"scopes\":[\"scores\"]}",
                "{\"name\":\"a\",\"scopes\":[\"scores\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"scopes\":[\"scores\"],\"expiresAt\":\"never\"}",
                "{\"name\":\"a\",\"scopes\":[\"scores\"],\"secret\":\"gk_mine\"}"
            })
    void whatIsNoKeyShouldBeRefused(String body) {
        assertThat(admin.post(KEYS, body).status()).isEqualTo(400);
    }

    @Test
    void lastKeyThatMayMakeKeysShouldStay() {
        try (TestServer own = TestServer.start(database, Map.of())) {
            Client boss = own.admin();
            boss.post(KEYS, body("passing", "keys").replace("}", ",\"expiresAt\":\"2100-01-01T00:00:00Z\"}"));
            made(own, boss, "other", "scores");
            Answer last = boss.delete(KEYS + "/admin");
            assertThat(last.status()).isEqualTo(409);
            assertThat(last.json().get("type").textValue()).isEqualTo("urn:gildong:problem:last-key");

            Client second = made(own, boss, "second", EVERY_SCOPE);
            assertThat(second.delete(KEYS + "/admin").status()).isEqualTo(204);
            assertThat(boss.get(KEYS).status()).isEqualTo(401);
            assertThat(second.delete(KEYS + "/second").status()).isEqualTo(409);
        }
    }

    @Test
    void administratorsKeyThatWasReplacedShouldNotComeBackAtTheNextStart() {
        String url = database.freshUrl();
        try (TestServer own = TestServer.start(url, "/", Map.of())) {
            Client second = made(own, own.admin(), "second", EVERY_SCOPE);
            assertThat(second.delete(KEYS + "/admin").status()).isEqualTo(204);
        }
        try (TestServer again = TestServer.start(url, "/", Map.of("gildong.admin-key", ""))) {
            assertThat(again.number("SELECT COUNT(*) FROM api_key")).isEqualTo(1);
        }
    }

    @Test
    void ofTwoLastKeysThatAreDeletedAtOnceOneShouldStay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        String all = EVERY_SCOPE;
        try (TestServer own = TestServer.start(database, Map.of())) {
            Client one = made(own, own.admin(), "one0", all);
            assertThat(one.delete(KEYS + "/admin").status()).isEqualTo(204);
            String nameOfOne = "one0";
            for (int round = 1; round <= 10; round++) {
                String nameOfTwo = "two" + round;
                String path = KEYS + "/" + nameOfOne;
                Client first = one;
                Client second = made(own, one, nameOfTwo, all);
                assertThat(second.get(KEYS).status()).isEqualTo(200); // both are remembered, and need no look-up
                List<Callable<Answer>> deletes =
                        List.of(() -> first.delete(KEYS + "/" + nameOfTwo), () -> second.delete(path));
                List<Answer> answers = new ArrayList<>();
                for (Future<Answer> answer : threads.invokeAll(deletes)) {
                    answers.add(answer.get());
                }
                assertThat(answers).extracting(Answer::status).containsOnlyOnce(204);
                assertThat(own.number("SELECT COUNT(*) FROM api_key")).isEqualTo(1);
                if (answers.get(1).status() == 204) {
                    one = second;
                    nameOfOne = nameOfTwo;
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
