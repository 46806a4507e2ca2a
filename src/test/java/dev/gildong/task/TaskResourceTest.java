package dev.gildong.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class TaskResourceTest {
    private static final String ADD = "/v1/tasks/add";
    private static final String ONE_AND_TWO = "{\"args\":{\"x\":1,\"y\":2}}";

    private final TestServer server;
    private final Client admin;
    private final Client player;

    TaskResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
        player = server.client().signUp().client();
    }

    private static String id(Answer answer) {
        return answer.json().get("id").textValue();
    }

    private static String later(String more) {
        return "{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"" + Instant.now().plusSeconds(3600) + "\"" + more + "}";
    }

    @Test
    void addShouldAdd() {
        Answer queued = player.post(ADD, ONE_AND_TWO);
        Answer done = player.get("/v1/tasks/" + id(queued) + "?waitSeconds=10");

        assertThat(queued.status()).isEqualTo(202);
        assertThat(done.json().get("createdAt")).isEqualTo(queued.json().get("createdAt"));
        assertThat(done.json().get("runAt")).isEqualTo(queued.json().get("runAt"));
        assertThat(queued.header("Location")).isEqualTo(server.uri() + "/v1/tasks/" + id(queued));
        assertThat(done.json().get("state").textValue()).isEqualTo("succeeded");
        assertThat(done.json().get("ready").booleanValue()).isTrue();
        assertThat(done.json().get("result").longValue()).isEqualTo(3);
        assertThat(done.json().get("attempts").intValue()).isEqualTo(1);
    }

    @Test
    void sumThatIsNoLongShouldFailTheTask() {
        String args = "{\"args\":{\"x\":" + Long.MAX_VALUE + ",\"y\":1}}";

        JsonNode done = player.get("/v1/tasks/" + id(player.post(ADD, args)) + "?waitSeconds=10")
                .json();

        assertThat(done.get("state").textValue()).isEqualTo("failed");
        assertThat(done.at("/problem/type").textValue()).isEqualTo("urn:gildong:problem:sum-out-of-range");
        assertThat(done.at("/problem/instance").textValue())
                .isEqualTo(done.get("id").textValue());
        assertThat(done.has("result")).isFalse();
    }

    @Test
    void waitShouldEndWithTheTimeAndNotBefore() {
        String id = id(player.post(ADD, later("")));
        long began = System.nanoTime();

        Answer waited = player.get("/v1/tasks/" + id + "?waitSeconds=1");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
        assertThat(waited.json().get("state").textValue()).isEqualTo("queued");
        assertThat(waited.json().get("ready").booleanValue()).isFalse();
    }

    @Test
    void waitShouldEndWhenTheTaskIsCancelledElsewhere() throws Exception {
        String id = id(player.post(ADD, later("")));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            long began = System.nanoTime();
            Future<Answer> waiting = threads.submit(() -> other.admin().get("/v1/tasks/" + id + "?waitSeconds=15"));
            assertThat(player.send("DELETE", "/v1/tasks/" + id, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(204);

            assertThat(waiting.get().json().get("state").textValue()).isEqualTo("cancelled");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void taskOfAnotherShouldBe404() {
        String id = id(player.post(ADD, ONE_AND_TWO));
        Client stranger = server.client().signUp().client();

        assertThat(stranger.get("/v1/tasks/" + id).status()).isEqualTo(404);
        assertThat(stranger.send("DELETE", "/v1/tasks/" + id, BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
        assertThat(admin.get("/v1/tasks/" + id).status()).isEqualTo(200);
        assertThat(server.client().get("/v1/tasks/" + id).status()).isEqualTo(401);
    }

    @Test
    void whatDoesNotFitShouldBeRefusedAtTheDoor() {
        Map<String, String> bodies = Map.ofEntries(
                Map.entry("{}", "/args"),
                Map.entry("{\"args\":3}", "/args"),
                Map.entry("{\"args\":{\"x\":1}}", "/args/y"),
                Map.entry("{\"args\":{\"x\":\"1\",\"y\":2}}", "/args/x"),
                Map.entry("{\"args\":{\"x\":1.5,\"y\":2}}", "/args/x"),
                Map.entry("{\"args\":{\"x\":1,\"y\":null}}", "/args/y"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2,\"z\":3}}", "/args"),
                Map.entry("{\"args\":{\"x\":9223372036854775808,\"y\":2}}", ""),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"priority\":\"urgent\"}", "/priority"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"priority\":\"high\"}", "/priority"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"uniqueKey\":\"\"}", "/uniqueKey"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"uniqueKey\":\"a\\nb\"}", "/uniqueKey"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"1970-01-01T00:00:00Z\"}", "/runAt"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"-999999999-01-01T00:00:00Z\"}", "/runAt"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"+999999999-01-01T00:00:00Z\"}", "/runAt"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"tomorrow\"}", "/runAt"),
                Map.entry("{\"args\":{\"x\":1,\"y\":2},\"runAt\":1900000000}", "/runAt"));
        bodies.forEach((body, pointer) -> {
            Answer refused = player.post(ADD, body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/pointer").asText())
                    .as("%s: %s", body, refused)
                    .isEqualTo(pointer);
        });
        String unknown = "/v1/tasks/" + UUID.randomUUID();
        assertThat(player.post(unknown, ONE_AND_TWO).status()).isEqualTo(404);
        assertThat(admin.post(unknown, ONE_AND_TWO).status()).isEqualTo(404);
        assertThat(player.get(unknown).status()).isEqualTo(404);
        for (String wait : List.of("-1", "16", "x")) {
            assertThat(player.get(unknown + "?waitSeconds=" + wait).status())
                    .as(wait)
                    .isEqualTo(400);
        }
    }

    @Test
    void sameKeyShouldBeOneTaskHoweverManyAskAtOnce() throws Exception {
        String body = later(",\"uniqueKey\":\"once\"");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            IntStream.range(0, 16).forEach(i -> calls.add(() -> player.post(ADD, body)));
            List<String> ids = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).isEqualTo(202);
                ids.add(id(answer.get()));
            }
            assertThat(ids).containsOnly(ids.get(0));
        } finally {
            threads.shutdown();
        }
        String first = id(player.post(ADD, body));
        assertThat(id(server.client().signUp().client().post(ADD, body)))
                .as("another player's key")
                .isNotEqualTo(first);
        delete(player, first);
        assertThat(id(player.post(ADD, body))).as("the key is free again").isNotEqualTo(first);
    }

    private static Answer delete(Client client, String id) {
        return client.send("DELETE", "/v1/tasks/" + id, BodyPublishers.noBody());
    }

    @Test
    void cancelShouldHoldAndBeRepeatableButNotUndoWhatIsDone() {
        String waiting = id(player.post(ADD, later("")));
        String done = id(player.post(ADD, ONE_AND_TWO));
        player.get("/v1/tasks/" + done + "?waitSeconds=10");

        assertThat(delete(player, waiting).status()).isEqualTo(204);
        assertThat(delete(player, waiting).status()).isEqualTo(204);
        assertThat(player.get("/v1/tasks/" + waiting).json().get("state").textValue())
                .isEqualTo("cancelled");
        assertThat(delete(player, done).status()).isEqualTo(409);
    }

    @Test
    void deadLettersShouldBeListedAndTriedAgain() {
        String overflow = "{\"args\":{\"x\":" + Long.MAX_VALUE + ",\"y\":1},\"uniqueKey\":\"k\"}";
        String id = id(player.post(ADD, overflow));
        player.get("/v1/tasks/" + id + "?waitSeconds=10");

        JsonNode page = admin.get("/v1/tasks?state=failed&name=add&limit=1").json();
        assertThat(page.at("/items/0/id").textValue()).isEqualTo(id);
        assertThat(player.post("/v1/tasks/" + id + ":retry", "").status()).isEqualTo(403);
        assertThat(admin.post("/v1/tasks/" + id + ":retry", "").status()).isEqualTo(200);
        JsonNode again = admin.get("/v1/tasks/" + id + "?waitSeconds=10").json();
        assertThat(again.get("attempts").intValue()).isEqualTo(2);
        assertThat(admin.post("/v1/tasks/" + id(player.post(ADD, later(""))) + ":retry", "")
                        .status())
                .isEqualTo(409);
        player.post(ADD, later(",\"uniqueKey\":\"k\""));
        assertThat(admin.post("/v1/tasks/" + id + ":retry", "").status())
                .as("its key is taken")
                .isEqualTo(409);
    }

    @Test
    void listShouldPageThroughEverythingOnce() {
        List<String> made = IntStream.range(0, 5)
                .mapToObj(i -> id(player.post(ADD, later(""))))
                .toList();
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    admin.get("/v1/tasks?state=queued&name=add&limit=2" + token).json();
            page.get("items").forEach(item -> seen.add(item.get("id").textValue()));
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(made.get(4), made.get(3), made.get(0));
        String other =
                admin.get("/v1/tasks?limit=1").json().get("nextPageToken").textValue();
        assertThat(admin.get("/v1/tasks?state=queued&pageToken=" + other).status())
                .isEqualTo(400);
        assertThat(admin.get("/v1/tasks?state=done").status()).isEqualTo(400);
        assertThat(admin.get("/v1/tasks?limit=0").status()).isEqualTo(400);
        assertThat(player.get("/v1/tasks").status()).isEqualTo(403);
    }

    @Test
    void timeThatHasPassedShouldBeNow() {
        Instant before = Instant.now().minusSeconds(1800);

        JsonNode task = player.post(ADD, "{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"" + before + "\"}")
                .json();

        assertThat(Instant.parse(task.get("runAt").textValue())).isAfter(before.plusSeconds(900));
        assertThat(task.get("runAt")).isEqualTo(task.get("createdAt"));
    }

    @Test
    void deadLettersWithoutAKeyShouldNotMeetInOne() {
        String overflow = "{\"args\":{\"x\":" + Long.MAX_VALUE + ",\"y\":1}}";
        for (int i = 0; i < 2; i++) {
            String id = id(player.post(ADD, overflow));
            player.get("/v1/tasks/" + id + "?waitSeconds=10");
            assertThat(admin.post("/v1/tasks/" + id + ":retry", "").status()).isEqualTo(200);
        }
        assertThat(server.number("SELECT COUNT(*) FROM task WHERE unique_key IS NULL AND active_key IS NOT NULL"))
                .isZero();
    }
}
