package dev.gildong.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class WebhookResourceTest {
    private static final String BODY = Hooks.body("https://example.com/hook", "player.created");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final TestDatabase database;
    private final Hooks hooks;
    private final Client admin;
    private final String path;

    WebhookResourceTest(TestDatabase database) {
        this.database = database;
        hooks = new Hooks(database);
        admin = hooks.admin;
        path = hooks.path();
    }

    @AfterEach
    void clear() {
        hooks.close();
    }

    @Test
    void putShouldMakeAWebhookWithASecretOfItsOwn() {
        Answer made = admin.put(path, BODY);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(hooks.server.uri() + path);
        assertThat(made.json().get("secret").textValue()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.json().get("enabled").booleanValue()).isTrue();
        assertThat(admin.put(hooks.path(), BODY).json().get("secret"))
                .isNotEqualTo(made.json().get("secret"));
    }

    @Test
    void secretShouldBeShownByTheRequestThatSetItAlone() {
        String chosen = BODY.replace("}", ", \"secret\": \"" + SECRET + "\"}");
        assertThat(admin.put(path, BODY).json().has("secret")).isTrue();

        assertThat(admin.get(path).json().has("secret")).isFalse();
        assertThat(admin.get("/v1/webhooks?limit=100").body()).doesNotContain("secret");
        assertThat(admin.put(path, BODY).json().has("secret")).isFalse();
        assertThat(admin.put(path, chosen).json().get("secret").textValue()).isEqualTo(SECRET);
        assertThat(admin.get(path).json().has("secret")).isFalse();
        assertThat(admin.put(path, BODY.replace("hook", "other")).json().has("secret"))
                .isFalse();
        assertThat(secretOf(path)).isEqualTo(SECRET);
    }

    private String secretOf(String path) {
        return hooks.server.number("SELECT COUNT(*) FROM webhook WHERE secret = '" + SECRET + "' AND name = '"
                                + path.substring(path.lastIndexOf('/') + 1) + "'")
                        == 1
                ? SECRET
                : "another one";
    }

    @Test
    void sameAgainShouldChangeNothingAndAnotherShouldReplaceIt() {
        Answer made = admin.put(path, BODY);

        Answer again = admin.put(path, BODY);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo(made.header("ETag"));
        Answer changed = admin.put(path, """
            {"url": "http://example.org/", "events": ["task.failed", "webhook.ping"], "enabled": false}""");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(made.header("ETag"));
        JsonNode now = admin.get(path).json();
        assertThat(now.get("url").textValue()).isEqualTo("http://example.org/");
        assertThat(now.get("events")).extracting(JsonNode::textValue).containsExactly("task.failed", "webhook.ping");
        assertThat(now.get("enabled").booleanValue()).isFalse();
    }

    @Test
    void conditionalRequestsShouldHold() {
        assertThat(admin.with("If-Match", "\"x\"").put(path, BODY).status()).isEqualTo(412);
        assertThat(admin.get(path).status()).isEqualTo(404);
        Answer made = admin.with("If-None-Match", "*").put(path, BODY);
        assertThat(made.status()).isEqualTo(201);
        String tag = made.header("ETag");

        assertThat(tag).matches("\"[A-Za-z0-9_-]+\"");
        assertThat(admin.get(path).header("ETag")).isEqualTo(tag);
        assertThat(admin.with("If-None-Match", tag).get(path).status()).isEqualTo(304);
        assertThat(admin.with("If-Match", "\"x\"").get(path).status()).isEqualTo(412);
        assertThat(admin.with("If-None-Match", "*").put(path, BODY).status()).isEqualTo(412);
        assertThat(admin.with("If-Match", tag)
                        .put(path, BODY.replace("hook", "new"))
                        .status())
                .isEqualTo(200);
        assertThat(admin.with("If-Match", tag).put(path, BODY).status()).isEqualTo(412);
        assertThat(admin.with("If-Match", tag)
                        .send("DELETE", path, BodyPublishers.noBody())
                        .status())
                .isEqualTo(412);
        assertThat(admin.get(path).json().get("url").textValue()).endsWith("/new");
    }

    @Test
    void ofManyWhoBuildOnTheSameVersionOneShouldWin() throws Exception {
        Client conditional = admin.with("If-Match", admin.put(path, BODY).header("ETag"));

        List<Integer> statuses = atOnce(IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> conditional.put(path, BODY.replace("hook", "h" + i)))
                .toList());
        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 412);
    }

    @Test
    void manyAtOnceShouldMakeOneWebhook() throws Exception {
        assertThat(atOnce(Collections.nCopies(8, () -> admin.put(path, BODY))))
                .containsOnlyOnce(201)
                .allMatch(status -> status == 200 || status == 201);
    }

    private static List<Integer> atOnce(List<Callable<Answer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                statuses.add(answer.get().status());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void thereShouldBeFiftyAtMostWhenManyComeAtOnce() throws Exception {
        try (TestServer server = TestServer.start(database, Map.of())) {
            Client own = server.admin();
            for (int i = 0; i < 46; i++) {
                assertThat(own.put("/v1/webhooks/w" + i, BODY).status()).isEqualTo(201);
            }
            List<Integer> statuses = atOnce(IntStream.range(0, 16)
                    .<Callable<Answer>>mapToObj(i -> () -> own.put("/v1/webhooks/more" + i, BODY))
                    .toList());

            assertThat(statuses).filteredOn(status -> status == 201).hasSize(4);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(12);
            assertThat(own.put("/v1/webhooks/w7", BODY).status()).isEqualTo(200);
            assertThat(own.send("DELETE", "/v1/webhooks/w7", BodyPublishers.noBody())
                            .status())
                    .isEqualTo(204);
            assertThat(own.put("/v1/webhooks/w7", BODY).status()).isEqualTo(201);
            assertThat(names(own, "/v1/webhooks?limit=7")).hasSize(50).doesNotHaveDuplicates();
        }
    }

    private static List<String> names(Client client, String first) {
        List<String> names = new ArrayList<>();
        String path = first;
        while (path != null) {
            JsonNode page = client.get(path).json();
            page.get("items").forEach(item -> names.add(item.get("name").textValue()));
            path = page.has("nextPageToken")
                    ? first + "&pageToken=" + page.get("nextPageToken").textValue()
                    : null;
        }
        return names;
    }

    @Test
    void deletedOneShouldBeGone() {
        admin.put(path, BODY);

        assertThat(hooks.delete(path).status()).isEqualTo(204);
        assertThat(hooks.delete(path).status()).isEqualTo(404);
        for (String gone : List.of(path, path + "/deliveries", path + "/deliveries/k3Jx9QmZt2Lw7PbYc0Rd5g")) {
            assertThat(admin.get(gone).status()).as(gone).isEqualTo(404);
        }
        assertThat(admin.post(path + ":ping", "").status()).isEqualTo(404);
        assertThat(admin.post(path + "/deliveries/k3Jx9QmZt2Lw7PbYc0Rd5g:retry", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void disabledOneShouldTakeNoPing() {
        admin.put(path, BODY.replace("}", ", \"enabled\": false}"));

        assertThat(admin.post(path + ":ping", "").json().get("type").textValue())
                .isEqualTo("urn:gildong:problem:webhook-disabled");
    }

    @Test
    void onlyAKeyWithTheScopeShouldGetIn() {
        admin.put(path, BODY);
        String key = "gk_" + Token.random(Token.SECRET_BYTES);
        hooks.server.sql("INSERT INTO api_key (key_name, key_hash, scopes, created_at)"
                + " VALUES ('%s', '%s', 'scores boards tasks', 1)".formatted(key.substring(0, 20), Token.hash(key)));
        Client other = hooks.server.client().withToken(key);
        assertThat(other.get(path).status()).isEqualTo(403);
        assertThat(other.put(path, BODY).status()).isEqualTo(403);
        Client player = hooks.server.client().signUp().client();
        for (String each : List.of("/v1/webhooks", path, path + "/deliveries")) {
            assertThat(hooks.server.client().get(each).status()).as(each).isEqualTo(401);
            assertThat(player.get(each).status()).as(each).isEqualTo(403);
        }
        assertThat(player.put(path, BODY).status()).isEqualTo(403);
        assertThat(player.post(path + ":ping", "").status()).isEqualTo(403);
        assertThat(player.send("DELETE", path, BodyPublishers.noBody()).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com/",
                "/hook",
                "ftp://example.com/",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https:example.com",
                "https://",
                "https:///hook",
                "https://user@example.com/",
                "https://user:word@example.com/",
                "https://@example.com/",
                "https://example.com/#part",
                "https://example.com/#",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:-1/",
                "https://exa mple.com/",
                "https://example.com/\\u000d\\u000aHost: x",
                "https://ex\u00e4mple.com/",
                "https://example.com/\u00e4",
                "https://exa_mple.com/",
                "https://[::1/",
                " https://example.com/"
            })
    void badUrlShouldBe400AtItsPlaceAndNotBeEchoed(String url) {
        assertRefused(Hooks.body(url, "player.created"), "/url");
    }

    @Test
    void urlsShouldBeTakenUpTo2000Characters() {
        String longest = "https://example.com/" + "a".repeat(1980);

        assertRefused(Hooks.body(longest + "a", "player.created"), "/url");
        for (String url : List.of(longest, "HTTPS://EXAMPLE.COM", "http://[::1]:8080/x?y=z", "https://1.2.3.4:65535")) {
            Answer answer = admin.put(path, Hooks.body(url, "player.created"));
            assertThat(answer.status()).as(url).isIn(200, 201);
            assertThat(admin.get(path).json().get("url").textValue()).isEqualTo(url);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|/events",
                "[\"player.created\",\"nothing.happened\"]|/events/1",
                "[\"Player.created\"]|/events/0",
                "[\"player.created \"]|/events/0",
                "[\"\"]|/events/0",
                "[null]|/events/0",
                "[1]|/events/0",
                "[[\"player.created\"]]|/events/0",
                "[\"player.created\",\"player.created\"]|/events/1",
                "\"player.created\"|/events",
                "null|/events",
                "{}|/events"
            })
    void badEventsShouldBe400AtTheirPlace(String events, String pointer) {
        assertRefused("{\"url\": \"https://example.com/\", \"events\": " + events + "}", pointer);
    }

    @Test
    void unknownEventShouldBeToldWhichOnesThereAre() {
        assertThat(admin.put(path, Hooks.body("https://example.com/", "nothing.happened"))
                        .json()
                        .at("/errors/0/detail")
                        .textValue())
                .contains("player.created", "task.failed", "webhook.ping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"secret\": \"whsec_short\"|/secret",
                "\"secret\": \"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"|/secret",
                "\"secret\": \"\"|/secret",
                "\"secret\": null|/secret",
                "\"secret\": 12|/secret",
                "\"secret\": {\"text\": \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}|/secret",
                "\"enabled\": \"true\"|/enabled",
                "\"enabled\": 1|/enabled",
                "\"enabled\": null|/enabled",
                "\"name\": \"x\"|''"
            })
    void badMembersShouldBe400(String member, String pointer) {
        assertRefused(BODY.replace("}", ", " + member + "}"), pointer);
    }

    @Test
    void missingMembersAndTooManyEventsShouldBe400() {
        assertRefused("{\"events\": [\"player.created\"]}", "/url");
        assertRefused("{\"url\": \"https://example.com/\"}", "/events");
        String many = "\"player.created\", ".repeat(20) + "\"player.created\"";
        assertRefused("{\"url\": \"https://example.com/\", \"events\": [" + many + "]}", "/events");
    }

    private void assertRefused(String body, String pointer) {
        Answer answer = admin.put(path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").textValue()).isEqualTo(pointer);
        assertThat(answer.body()).doesNotContain("passwd", "nothing.happened", "whsec_short", "alert");
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void badNamesAndParametersShouldBe400() {
        for (String name : List.of("Upper", "-a", "a".repeat(65), "%C3%A9", "a%20b", "a:b")) {
            assertThat(admin.put("/v1/webhooks/" + name, BODY).status())
                    .as(name)
                    .isEqualTo(400);
        }
        admin.put(path, BODY);
        for (String query : List.of("limit=0", "limit=101", "pageToken=x", "state=failed", "x=1")) {
            assertThat(admin.get("/v1/webhooks?" + query).status()).as(query).isEqualTo(400);
        }
        for (String query : List.of("limit=0", "limit=101", "pageToken=x", "state=gone", "state=", "x=1")) {
            assertThat(admin.get(path + "/deliveries?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }
}
