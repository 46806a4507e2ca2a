package dev.gildong.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The module of the guide, dropped as a jar into the folder of two nodes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PhoneBookTest {
    private static final String ENTRIES = "/v1/phonebook/entries";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<TestDatabase, List<TestServer>> NODES = new ConcurrentHashMap<>();

    private final TestServer server;
    private final TestServer other;

    PhoneBookTest(TestDatabase database) {
        List<TestServer> nodes = NODES.computeIfAbsent(database, PhoneBookTest::nodes);
        server = nodes.get(0);
        other = nodes.get(1);
    }

    private static List<TestServer> nodes(TestDatabase database) {
        try {
            Path folder = Files.createTempDirectory("modules");
            ModuleJar.phoneBook(folder);
            String url = database.freshUrl();
            Map<String, String> settings = Map.of(
                    "gildong.modules.directory", folder.toString(), "gildong.module.phonebook.cached-entries", "50");
            // At once: one of them migrates, the other one waits.
            List<CompletableFuture<TestServer>> nodes = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> TestServer.start(url, "/", settings)))
                    .limit(2)
                    .toList();
            return nodes.stream().map(CompletableFuture::join).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        NODES.values().forEach(nodes -> nodes.forEach(TestServer::close));
        NODES.clear();
    }

    private SignedIn player() {
        SignedIn signedIn = server.client().signUp();
        return new SignedIn(signedIn.client().undescribed(), signedIn.playerId(), signedIn.token());
    }

    private static String line(String name, String phone) {
        return "{\"name\":\"%s\",\"phone\":\"%s\"}".formatted(name, phone);
    }

    private static String lines(String... lines) {
        return "{\"items\":[%s]}".formatted(String.join(",", lines));
    }

    private static List<String> values(Answer answer, String property) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(answer.json().get("items").spliterator(), false)
                .map(item -> item.get(property).textValue())
                .sorted()
                .toList();
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:" + type);
        assertThat(answer.json().get("instance").textValue()).isEqualTo(answer.header("X-Request-Id"));
    }

    /** The walk-through: two are inserted, a failing pair is rolled back, all are queried, and those called A. */
    @Test
    void twoShouldBeInsertedAndAFailingPairRolledBack() {
        Client ann = player().client();

        Answer added = ann.post(ENTRIES, lines(line("A", "010-1"), line("B", "010-2")));
        Answer failed = ann.post(ENTRIES, lines(line("A", "010-3"), line("C", "010-2")));

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertProblem(failed, 409, "phone-taken");
        assertThat(values(ann.get(ENTRIES), "phone")).containsExactly("010-1", "010-2");
        assertThat(values(ann.get(ENTRIES + "?name=A"), "phone")).containsExactly("010-1");
        assertThat(values(ann.get(ENTRIES + "?name=C"), "phone")).isEmpty();
    }

    @Test
    void pagesShouldGoOnWhereTheLastOneEnded() {
        Client ann = player().client();
        ann.post(ENTRIES, lines(line("A", "1"), line("A", "2"), line("A", "3")));

        JsonNode first = ann.get(ENTRIES + "?limit=2").json();
        Answer second = ann.get(
                ENTRIES + "?limit=2&pageToken=" + first.get("nextPageToken").textValue());

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.json().has("nextPageToken")).isFalse();
        assertProblem(ann.get(ENTRIES + "?pageToken=x"), 400, "invalid-request");
    }

    @Test
    void changeShouldBeStoredAndForgottenByTheCachesOfBothNodes() {
        SignedIn ann = player();
        Client there = other.client().withToken(ann.token()).undescribed();
        String id = ann.client()
                .post(ENTRIES, lines(line("A", "1"), line("B", "2")))
                .json()
                .at("/items/0/id")
                .textValue();
        String entry = ENTRIES + "/" + id;
        assertThat(there.get(entry).json().get("phone").textValue()).isEqualTo("1");
        assertThat(ann.client().get(entry).json().get("phone").textValue()).isEqualTo("1");

        // Behind both servers' backs: from here on an answer shows whether it came from memory.
        server.sql("UPDATE phonebook_entry SET name = 'Z' WHERE entry_id = '" + id + "'");
        assertThat(there.get(entry).json().get("name").textValue()).isEqualTo("A");

        assertProblem(ann.client().put(entry, line("A", "2")), 409, "phone-taken");
        assertThat(ann.client().put(entry, line("A", "3")).status()).isEqualTo(200);
        assertThat(ann.client().get(entry).json().get("phone").textValue()).isEqualTo("3");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(there.get(entry).json().get("phone").textValue())
                                .isEqualTo("3"));

        assertThat(ann.client().delete(entry).status()).isEqualTo(204);
        assertProblem(ann.client().get(entry), 404, "not-found");
        await().atMost(SOON).until(() -> there.get(entry).status() == 404);
    }

    @Test
    void callersShouldBeHeldToTheRules() {
        Client ann = player().client();
        String entry = ENTRIES + "/"
                + ann.post(ENTRIES, lines(line("A", "1")))
                        .json()
                        .at("/items/0/id")
                        .textValue();
        Client bob = player().client();

        Answer stranger = server.client().undescribed().get(ENTRIES);
        assertProblem(stranger, 401, "not-signed-in");
        assertThat(stranger.header("WWW-Authenticate")).startsWith("Bearer");
        assertProblem(server.admin().undescribed().get(ENTRIES), 403, "forbidden");
        assertProblem(bob.get(entry), 404, "not-found");
        assertProblem(bob.delete(entry), 404, "not-found");
        assertProblem(
                server.client()
                        .undescribed()
                        .with("Cookie", "gildong=x")
                        .with("Sec-Fetch-Site", "cross-site")
                        .post(ENTRIES, lines(line("A", "1"))),
                403,
                "cross-site");
        assertThat(ann.get(entry).status()).isEqualTo(200);
    }

    @Test
    void requestsShouldBeReadStrictly() {
        Client ann = player().client();

        assertProblem(ann.post(ENTRIES, "{\"items\":[],\"more\":1}"), 400, "invalid-request");
        assertProblem(
                ann.post(ENTRIES, "{\"items\":[{\"name\":\"A\",\"phone\":\"1\",\"x\":1}]}"), 400, "invalid-request");
        assertProblem(ann.post(ENTRIES, "{\"items\":[{\"name\":\"A\",\"phone\":1}]}"), 400, "invalid-request");
        assertProblem(ann.post(ENTRIES, lines(line("A", "call me"))), 400, "invalid-request");
        assertProblem(ann.get(ENTRIES + "?naem=A"), 400, "invalid-request");
        assertProblem(ann.get(ENTRIES + "?limit=101"), 400, "invalid-request");
        assertThat(ann.delete(ENTRIES).status()).isEqualTo(405);
        assertThat(values(ann.get(ENTRIES), "phone")).isEmpty();
    }

    @Test
    void requestThatIsSentAgainShouldHaveOneEffect() {
        SignedIn ann = player();
        Client keyed = ann.client().with("Idempotency-Key", "\"one\"");
        Client there = other.client().withToken(ann.token()).undescribed().with("Idempotency-Key", "\"one\"");

        Answer first = keyed.post(ENTRIES, lines(line("A", "1"), line("B", "2")));
        Answer again = there.post(ENTRIES, lines(line("A", "1"), line("B", "2")));

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(keyed.post(ENTRIES, lines(line("A", "9"))).status()).isEqualTo(422);
        assertThat(values(ann.client().get(ENTRIES), "phone")).containsExactly("1", "2");
    }

    @Test
    void taskShouldCountAndBeKeptFromPlayers() {
        Client ann = player().client();
        ann.post(ENTRIES, lines(line("A", "1")));

        Answer begun = server.admin().post("/v1/tasks/phonebook.count", "{\"args\":{}}");
        Answer done = server.admin().get(URI.create(begun.header("Location")).getPath() + "?waitSeconds=15");

        assertThat(done.json().get("state").textValue()).isEqualTo("succeeded");
        assertThat(done.json().at("/result/entries").longValue()).isPositive();
        assertProblem(ann.post("/v1/tasks/phonebook.count", "{\"args\":{}}"), 403, "forbidden");
    }

    @Test
    void playersShouldFetchAndEraseTheirEntries() {
        SignedIn ann = player();
        ann.client().post(ENTRIES, lines(line("A", "1-111-1"), line("B", "2-222-2")));

        Answer begun = ann.client().post("/v1/me/exports", "");
        String export = URI.create(begun.header("Location")).getPath();
        await().atMost(SOON).until(() -> ann.client().get(export).status() == 200);
        assertThat(ann.client().get(export).json().get("phoneBook"))
                .extracting(item -> item.get("phone").textValue())
                .containsExactlyInAnyOrder("1-111-1", "2-222-2");

        assertThat(ann.client().delete("/v1/me").status()).isIn(200, 202);
        await().atMost(SOON)
                .until(() -> server.number("SELECT COUNT(*) FROM phonebook_entry WHERE phone LIKE '%-222-%'") == 0);
    }
}
