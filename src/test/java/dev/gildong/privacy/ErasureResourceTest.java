package dev.gildong.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ErasureResourceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(20);
    /**
     * Where the id may stay: what nodes tell each other for ten minutes, the task that erases, what the staff did and
     * the event that tells other systems to forget.
     */
    private static final Set<String> KNOWING_THE_ID =
            Set.of("change_log.subject", "task.task_data", "audit_log.subject", "webhook_delivery.payload");

    private final TestServer server;
    private final Rows rows;
    private final Client anonymous;
    private final Client admin;
    private final String tag = "zx" + UUID.randomUUID().toString().substring(0, 8);
    private final String name = "b" + tag.substring(2);
    /** Not to be found in a table, but in the access log, which shows paths. */
    private final String key = "d" + tag.substring(2);

    private final String board = "/v1/leaderboards/" + name;

    ErasureResourceTest(TestDatabase database) {
        server = TestServer.start(database, Map.of());
        rows = new Rows(server.databaseUrl());
        anonymous = server.client();
        admin = server.admin();
        admin.put(board, "{}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String text(Answer answer, String pointer) {
        return answer.json().at(pointer).asText();
    }

    private Answer submit(Client client, String path, int score) {
        Answer answer = client.post(
                path + "/scores", "{\"score\":%d,\"metadata\":{\"note\":\"%sNote\"}}".formatted(score, tag));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Whether the first of the two runs, which removes everything there is, has ended. */
    private boolean looked() {
        return server.number("SELECT COUNT(*) FROM task WHERE task_name = 'player.erase'"
                        + " AND task_data LIKE '%\"last\":false%'")
                == 0;
    }

    private String erase(Client client) {
        Answer erased = client.delete("/v1/me");
        assertThat(erased.status()).as(erased.body()).isEqualTo(202);
        await().atMost(SOON).until(this::looked);
        return "/v1/erasures/" + text(erased, "/id");
    }

    private void hasten() {
        server.sql("UPDATE task SET execution_time = 1 WHERE task_name = 'player.erase'");
    }

    private static boolean finished(Client client, String receipt) {
        return client.get(receipt).json().get("finished").booleanValue();
    }

    /** Names, words and secrets of one player, everywhere where a player can leave some. */
    private SignedIn outspoken() {
        Client client = anonymous.with("User-Agent", tag + "Agent");
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\",\"displayName\":\"" + tag + "Name\"}";
        Answer first = client.post("/v1/login/device", device);
        Client player = client.withToken(text(first, "/token"));
        Answer signIn = player.put(
                "/v1/me/identities/password",
                "{\"userId\":\"" + tag + "User\",\"password\":\"tiger on the red bridge\"}");
        player = client.withToken(text(signIn, "/token"));
        submit(player, board, 7);
        Answer task = player.post(
                "/v1/tasks/add",
                "{\"args\":{\"x\":1,\"y\":2},\"uniqueKey\":\"%sKey\",\"runAt\":\"%s\"}"
                        .formatted(tag, Instant.now().plusSeconds(3600)));
        assertThat(task.status()).isEqualTo(202);
        for (String value : List.of("Former", "Doc")) {
            assertThat(player.put("/v1/me/documents/" + key + "/" + key, "{\"v\":\"" + tag + value + "\"}")
                            .status())
                    .isBetween(200, 201);
        }
        return new SignedIn(player, text(first, "/player/id"), text(signIn, "/token"));
    }

    private void close(String path) {
        String of = "board_no = (SELECT board_no FROM leaderboard WHERE name = '"
                + path.substring(path.lastIndexOf('/') + 1) + "')";
        server.sql("INSERT INTO final_score (board_no, season_no, place, rank_no, player_no, sort_key, reached_no,"
                + " reached_at, metadata) SELECT board_no, season_no, reached_no, reached_no, player_no, sort_key,"
                + " reached_no, reached_at, metadata FROM score WHERE " + of);
        server.sql("UPDATE season SET state = 'closed', starts_at = 1, ends_at = 2, accepts_until = 2, closed_at = 3,"
                + " entries = change_no WHERE " + of);
    }

    @Test
    void erasureShouldLeaveNothingOfThePlayerOnAnyNodeOrInAnyTableOrLog() {
        String ended = board + "-ended";
        admin.put(ended, "{}");
        admin.put("/v1/webhooks/" + name, """
                {"url": "https://gildong.invalid/", "events": ["player.created", "player.erased"]}""");
        try (Heard heard = new Heard()) {
            SignedIn player = outspoken();
            SignedIn other = anonymous.signUp("Other");
            submit(player.client(), ended, 9);
            other.client().post(board + "/scores", "{\"score\":6}");
            other.client().post(ended + "/scores", "{\"score\":8}");
            close(ended);
            assertThat(rows.holding(tag + "Name")).contains("player.display_name", "webhook_delivery.payload");
            assertThat(rows.holding(tag + "User")).contains("password_identity.user_id");
            assertThat(rows.holding(tag + "Agent")).contains("sign_in_session.device");
            assertThat(rows.holding(tag + "Note")).contains("score.metadata", "final_score.metadata");
            assertThat(rows.holding(tag + "Key")).contains("task.unique_key");
            assertThat(rows.holding(key)).hasSizeGreaterThan(1);
            assertThat(rows.holding(tag + "Doc")).isNotEmpty();
            assertThat(rows.holding(tag + "Former")).isNotEmpty();
            try (TestServer node = TestServer.start(server.databaseUrl(), "/", Map.of("gildong.role", "web"))) {
                Client there = node.client().withToken(other.token());
                String profile = "/v1/players/" + player.playerId();
                assertThat(text(there.get(profile), "/displayName")).isEqualTo(tag + "Name");
                assertThat(there.get(board + "/scores").body()).contains(tag + "Note");
                assertThat(there.get(ended + "/scores?season=1").body()).contains(tag + "Note");
                assertThat(node.client().withToken(player.token()).get("/v1/me").status())
                        .isEqualTo(200);

                Answer erased = player.client().delete("/v1/me");

                assertThat(erased.status()).as(erased.body()).isEqualTo(202);
                assertThat(player.client().get("/v1/me").status()).isEqualTo(401);
                await().atMost(SECOND)
                        .until(() -> node.client()
                                                .withToken(player.token())
                                                .get("/v1/me")
                                                .status()
                                        == 401
                                && there.get(profile).status() == 404);
                await().atMost(SOON).until(this::looked);
                for (String word : List.of("Name", "User", "Agent", "Note", "Key", "Doc", "Former")) {
                    assertThat(rows.holding(tag + word)).as(word).isEmpty();
                }
                assertThat(rows.holding(key)).isSubsetOf("change_log.subject");
                assertThat(rows.holding(player.playerId())).isSubsetOf(KNOWING_THE_ID);
                assertThat(rows.holding("player.erased")).contains("webhook_delivery.event");

                await().atMost(SECOND)
                        .until(() ->
                                text(there.get(board + "/scores"), "/total").equals("1"));
                assertThat(there.get(board + "/scores").body()).doesNotContain(tag, player.playerId());
                JsonNode places = there.get(ended + "/scores?season=1").json().get("items");
                assertThat(places.at("/0/displayName").textValue()).isEqualTo("Deleted player");
                assertThat(places.at("/0/rank").intValue()).isEqualTo(1);
                assertThat(places.at("/0/playerId").textValue()).isNotEqualTo(player.playerId());
                assertThat(places.get(0).has("metadata")).isFalse();
                assertThat(places.at("/1/rank").intValue()).isEqualTo(2);
                assertThat(there.get("/v1/players/" + places.at("/0/playerId").textValue())
                                .status())
                        .isEqualTo(404);
            }
            assertThat(heard.lines()).isNotEmpty().noneMatch(line -> line.contains(tag));
        }
    }

    @Test
    void receiptShouldBeFinishedOnlyAfterASecondLook() {
        SignedIn player = outspoken();

        String receipt = erase(player.client());

        assertThat(finished(anonymous, receipt)).isFalse();
        assertThat(anonymous.get(receipt).body()).doesNotContain(player.playerId());
        hasten();
        await().atMost(SOON).until(() -> finished(anonymous, receipt));
        assertThat(rows.holding(player.playerId())).doesNotContain("task.task_data");
        assertThat(anonymous.get("/v1/erasures/" + "x".repeat(22)).status()).isEqualTo(404);
    }

    /** As by a request that found the player signed in, on a node that had not heard yet. */
    @Test
    void whatComesLateShouldGoToo() {
        SignedIn player = outspoken();
        SignedIn other = anonymous.signUp("Other");
        submit(other.client(), board, 5);
        String receipt = erase(player.client());
        String season = "board_no = (SELECT board_no FROM leaderboard WHERE name = '" + name + "')";
        server.sql("UPDATE season SET change_no = change_no + 1 WHERE " + season);
        server.sql("UPDATE score SET sort_key = -9, metadata = '{\"note\":\"" + tag + "Late\"}', change_no ="
                + " (SELECT change_no FROM season WHERE " + season + ") WHERE sort_key IS NULL AND " + season);
        server.sql("INSERT INTO change_log (topic, subject, changed_at)"
                + " SELECT 'scores', CONCAT(board_no, '/', season_no, '/', change_no), 1 FROM season WHERE " + season);
        submit(other.client(), board, 6);
        assertThat(text(other.client().get(board + "/scores"), "/total")).isEqualTo("2");

        hasten();

        await().atMost(SOON).until(() -> finished(anonymous, receipt));
        assertThat(rows.holding(tag + "Late")).isEmpty();
        await().atMost(SECOND)
                .until(() ->
                        text(other.client().get(board + "/scores"), "/total").equals("1"));
    }

    @Test
    void sameDeviceShouldBeANewPlayerAfterwards() {
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        Answer before = anonymous.post("/v1/login/device", device);
        erase(anonymous.withToken(text(before, "/token")));

        Answer after = anonymous.post("/v1/login/device", device);

        assertThat(after.status()).isEqualTo(201);
        assertThat(text(after, "/player/id")).isNotEqualTo(text(before, "/player/id"));
    }

    /** Without the lock on the player's row, one who signs in meanwhile would stay signed in as nobody. */
    @Test
    void nobodyShouldBeSignedInAsAPlayerWhoIsErasedMeanwhile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int round = 0; round < 10; round++) {
                String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
                Client player = anonymous.withToken(text(anonymous.post("/v1/login/device", device), "/token"));
                List<Callable<Answer>> calls = new ArrayList<>();
                calls.add(() -> player.delete("/v1/me"));
                calls.add(() -> player.delete("/v1/me"));
                calls.add(() -> player.patch("/v1/me", "{\"displayName\":\"" + tag + "Late\"}"));
                calls.add(() -> player.post("/v1/me/exports", ""));
                calls.add(() -> anonymous.post("/v1/login/device", device));
                calls.add(() -> anonymous.post("/v1/login/device", device));
                List<Integer> statuses = new ArrayList<>();
                for (Future<Answer> answer : threads.invokeAll(calls)) {
                    statuses.add(answer.get().status());
                }
                assertThat(statuses.subList(0, 2)).containsExactlyInAnyOrder(202, 401);
                assertThat(statuses).allMatch(status -> status < 500);
            }
        } finally {
            threads.shutdownNow();
        }
        await().atMost(SOON).until(this::looked);
        String erased = " WHERE player_no IN (SELECT player_no FROM player WHERE erased_at IS NOT NULL)";
        assertThat(server.number("SELECT COUNT(*) FROM player WHERE erased_at IS NOT NULL"))
                .isEqualTo(10);
        for (String table : List.of("sign_in_session", "device_identity", "player_export")) {
            assertThat(server.number("SELECT COUNT(*) FROM " + table + erased))
                    .as(table)
                    .isZero();
        }
        assertThat(rows.holding(tag + "Late")).isEmpty();
    }

    @Test
    void playerOfAnotherVersionShouldStay() {
        Client player = outspoken().client();

        assertThat(player.with("If-Match", "\"7\"").delete("/v1/me").status()).isEqualTo(412);
        assertThat(player.get("/v1/me").status()).isEqualTo(200);
        assertThat(player.with("If-Match", player.get("/v1/me").header("ETag"))
                        .delete("/v1/me")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void staffShouldEraseWhoAskedForItAndNotTheStaff() {
        SignedIn player = outspoken();
        SignedIn colleague = anonymous.signUp("Colleague");
        admin.put("/v1/players/" + colleague.playerId() + "/role", "{\"role\":\"moderator\"}");
        String secret =
                text(admin.post("/v1/api-keys", "{\"name\":\"" + tag + "\",\"scopes\":[\"privacy\"]}"), "/secret");
        Client desk = anonymous.withToken(secret);

        assertThat(desk.delete("/v1/players/" + colleague.playerId()).status()).isEqualTo(403);
        assertThat(desk.delete("/v1/players/" + player.playerId()).status()).isEqualTo(202);
        assertThat(desk.delete("/v1/players/" + player.playerId()).status()).isEqualTo(404);
        assertThat(player.client().get("/v1/me").status()).isEqualTo(401);
        assertThat(admin.put("/v1/players/" + player.playerId() + "/ban", "{\"reason\":\"late\"}")
                        .status())
                .isEqualTo(404);
        await().atMost(SOON).until(this::looked);
        assertThat(rows.holding(tag + "Name")).isEmpty();
        assertThat(admin.delete("/v1/players/" + colleague.playerId()).status()).isEqualTo(202);
    }
}
