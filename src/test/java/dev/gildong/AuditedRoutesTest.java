package dev.gildong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.Answer;
import dev.gildong.Routes.Route;
import dev.gildong.http.Access;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes from the list of routes what the staff can change, and sees that each of them leaves its row. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditedRoutesTest {
    /** Game servers do these all the time, or they only read; scores, and versions of documents, say what came of it. */
    private static final Set<String> NOT_AUDITED = Set.of(
            "POST /v1/leaderboards/{board}/scores:batch",
            "POST /v1/documents/{collection}:search",
            "PUT /v1/players/{id}/documents/{collection}/{key}",
            "PATCH /v1/players/{id}/documents/{collection}/{key}",
            "DELETE /v1/players/{id}/documents/{collection}/{key}",
            "POST /v1/players/{id}/documents/{collection}/{key}:apply",
            "POST /v1/players/{id}/documents/{collection}/{key}/versions/{version}:restore",
            "POST /v1/players/{id}/documents:batch");

    private final TestServer server;
    private final Client admin;
    private final String name = "a" + UUID.randomUUID();

    AuditedRoutesTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
    }

    private static Set<String> changingRoutesOfTheStaff() {
        return Routes.all().stream()
                .filter(route -> route.access().value() == Access.Who.SCOPED)
                .filter(route -> !route.verb().equals("GET"))
                .map(Route::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each of them is called, in the order of the calls: each builds on those before it. */
    private Map<String, Supplier<Answer>> calls() {
        Client.SignedIn player = server.client().signUp();
        String ban = "/v1/players/" + player.playerId() + "/ban";
        String board = "/v1/leaderboards/" + name;
        String schedule = "/v1/schedules/" + name;
        String webhook = "/v1/webhooks/" + name;
        Map<String, Supplier<Answer>> calls = new LinkedHashMap<>();
        calls.put("PUT /v1/leaderboards/{board}", () -> admin.put(board, "{}"));
        calls.put("PATCH /v1/leaderboards/{board}", () -> admin.patch(board, "{\"read\": \"public\"}"));
        calls.put("DELETE /v1/leaderboards/{board}/scores/{playerId}", () -> {
            player.client().post(board + "/scores", "{\"score\": 1}");
            return admin.delete(board + "/scores/" + player.playerId());
        });
        calls.put("DELETE /v1/leaderboards/{board}", () -> admin.delete(board));
        calls.put("PUT /v1/players/{id}/ban", () -> admin.put(ban, "{\"reason\": \"cheats\"}"));
        calls.put("DELETE /v1/players/{id}/ban", () -> admin.delete(ban));
        calls.put(
                "PUT /v1/players/{id}/role",
                () -> admin.put("/v1/players/" + player.playerId() + "/role", "{\"role\": \"moderator\"}"));
        calls.put(
                "POST /v1/players/{id}/exports", () -> admin.post("/v1/players/" + player.playerId() + "/exports", ""));
        calls.put("DELETE /v1/players/{id}", () -> admin.delete("/v1/players/" + player.playerId()));
        calls.put("PUT /v1/collections/{collection}", () -> admin.put("/v1/collections/" + name, "{}"));
        calls.put("DELETE /v1/collections/{collection}", () -> admin.delete("/v1/collections/" + name));
        calls.put("PUT /v1/schedules/{name}", () -> admin.put(schedule, """
                {"cron": "0 0 1 1 *", "task": "add", "args": {"x": 1, "y": 2}}"""));
        calls.put("DELETE /v1/schedules/{name}", () -> admin.delete(schedule));
        calls.put("PUT /v1/webhooks/{name}", () -> admin.put(webhook, """
                {"url": "https://gildong.invalid/hook", "events": ["player.created"]}"""));
        calls.put("POST /v1/webhooks/{name}:ping", () -> admin.post(webhook + ":ping", ""));
        calls.put(
                "POST /v1/webhooks/{name}/deliveries/{id}:retry",
                () -> admin.post(webhook + "/deliveries/" + delivery(webhook) + ":retry", ""));
        calls.put("DELETE /v1/webhooks/{name}", () -> admin.delete(webhook));
        calls.put("POST /v1/tasks/{task}:retry", () -> admin.post("/v1/tasks/" + failedTask() + ":retry", ""));
        calls.put(
                "POST /v1/api-keys",
                () -> admin.post("/v1/api-keys", "{\"name\": \"" + name + "\", \"scopes\": [\"scores\"]}"));
        calls.put("DELETE /v1/api-keys/{name}", () -> admin.delete("/v1/api-keys/" + name));
        return calls;
    }

    private String delivery(String webhook) {
        return admin.get(webhook + "/deliveries").json().at("/items/0/id").textValue();
    }

    private String failedTask() {
        Answer queued = admin.post("/v1/tasks/add", "{\"args\":{\"x\":" + Long.MAX_VALUE + ",\"y\":1}}");
        String id = queued.json().get("id").textValue();
        assertThat(admin.get("/v1/tasks/" + id + "?waitSeconds=15")
                        .json()
                        .get("state")
                        .textValue())
                .isEqualTo("failed");
        return id;
    }

    private long rows(Answer answer) {
        return server.number("SELECT COUNT(*) FROM audit_log WHERE who = 'key:admin' AND address = '127.0.0.1'"
                + " AND request_id = '" + answer.header("X-Request-Id") + "'");
    }

    @Test
    void everyChangeByTheStaffShouldWriteOneRow() {
        Map<String, Supplier<Answer>> calls = calls();
        Set<String> known = new TreeSet<>(calls.keySet());
        known.addAll(NOT_AUDITED);
        assertThat(known).isEqualTo(changingRoutesOfTheStaff());

        calls.forEach((route, call) -> {
            Answer answer = call.get();

            assertThat(answer.status()).as(route + answer.body()).isBetween(200, 299);
            assertThat(rows(answer)).as(route).isEqualTo(1);
        });
    }

    @Test
    void taskShouldLeaveARowWhenAnotherThanItsOwnerCancelsIt() {
        Client player = server.client().signUp().client();
        String later =
                "{\"args\":{\"x\":1,\"y\":2},\"runAt\":\"" + Instant.now().plusSeconds(3600) + "\"}";
        String own = player.post("/v1/tasks/add", later).json().get("id").textValue();
        String other = player.post("/v1/tasks/add", later).json().get("id").textValue();

        assertThat(player.delete("/v1/tasks/" + own).status()).isEqualTo(204);
        assertThat(rows(admin.delete("/v1/tasks/" + other))).isEqualTo(1);
        assertThat(server.number("SELECT COUNT(*) FROM audit_log WHERE subject = '" + own + "'"))
                .isZero();
    }

    @Test
    void whatChangesNothingShouldWriteNoRow() {
        String board = "/v1/leaderboards/" + name;
        assertThat(rows(admin.put(board, "{}"))).isEqualTo(1);

        assertThat(rows(admin.put(board, "{}"))).isZero();
        assertThat(rows(admin.with("If-Match", "\"no\"").delete(board))).isZero();
        assertThat(rows(admin.delete("/v1/webhooks/" + name))).isZero();
    }
}
