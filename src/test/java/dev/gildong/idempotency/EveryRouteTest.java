package dev.gildong.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.Routes;
import dev.gildong.Routes.Route;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.http.Access;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds every route that changes something against the promise of {@code Idempotency-Key}. The routes are those of the
 * application, so a new one fails here until there is a {@link #samples sample} of it that can be sent twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
    /** Their callers are not known yet, or they only read. */
    private static final Set<String> OPEN = Set.of(
            "POST /v1/accounts",
            "POST /v1/login",
            "POST /v1/login/device",
            "POST /v1/login/oidc",
            "POST /v1/leaderboards/{board}/scores:lookup");

    /** Its caller is nobody any more when it could be sent again. */
    private static final Set<String> LAST = Set.of("POST /v1/logout", "DELETE /v1/me");

    private static final String APPLY = "[{\"inc\":\"/a\",\"by\":1}]";

    private final TestServer server = TestServer.on(TestDatabase.MYSQL);
    private final Client admin = server.admin();
    private final SignedIn player = server.client().signUp();
    private final Map<String, Supplier<Sample>> samples = Map.ofEntries(
            Map.entry(
                    "PATCH /v1/leaderboards/{board}",
                    () -> new Sample(admin, "PATCH", board(), "{\"ties\":\"shared\"}")),
            Map.entry("DELETE /v1/leaderboards/{board}", () -> new Sample(admin, "DELETE", board(), "")),
            Map.entry(
                    "POST /v1/leaderboards/{board}/scores",
                    () -> new Sample(player.client(), "POST", board() + "/scores", "{\"score\":5}")),
            Map.entry(
                    "POST /v1/leaderboards/{board}/scores:batch",
                    () -> new Sample(
                            admin,
                            "POST",
                            board() + "/scores:batch",
                            "{\"items\":[{\"playerId\":\"" + player.playerId()
                                    + "\",\"score\":1},{\"playerId\":\"nobody\",\"score\":1}]}")),
            Map.entry("PATCH /v1/me", () -> new Sample(linked(), "PATCH", "/v1/me", "{\"displayName\":\"Other\"}")),
            Map.entry(
                    "DELETE /v1/me/identities/password",
                    () -> new Sample(linked(), "DELETE", "/v1/me/identities/password", "")),
            Map.entry(
                    "DELETE /v1/me/identities/device",
                    () -> new Sample(byPassword(), "DELETE", "/v1/me/identities/device", "")),
            Map.entry("DELETE /v1/me/identities/device/{id}", this::device),
            Map.entry("DELETE /v1/me/identities/oidc/{provider}", this::provider),
            Map.entry("DELETE /v1/me/sessions", () -> new Sample(linked(), "DELETE", "/v1/me/sessions", "")),
            Map.entry("DELETE /v1/me/sessions/{id}", this::session),
            Map.entry("POST /v1/me/exports", () -> new Sample(linked(), "POST", "/v1/me/exports", "")),
            Map.entry(
                    "DELETE /v1/players/{id}",
                    () -> new Sample(
                            admin,
                            "DELETE",
                            "/v1/players/" + server.client().signUp().playerId(),
                            "")),
            Map.entry(
                    "POST /v1/players/{id}/exports",
                    () -> new Sample(admin, "POST", "/v1/players/" + player.playerId() + "/exports", "")),
            Map.entry("DELETE /v1/players/{id}/ban", this::ban),
            Map.entry(
                    "POST /v1/api-keys",
                    () -> new Sample(
                            admin,
                            "POST",
                            "/v1/api-keys",
                            "{\"name\":\"k" + UUID.randomUUID() + "\",\"scopes\":[\"scores\"]}")),
            Map.entry("DELETE /v1/api-keys/{name}", this::apiKey),
            Map.entry("DELETE /v1/leaderboards/{board}/scores/{playerId}", this::score),
            Map.entry(
                    "POST /v1/tasks/{task}",
                    () -> new Sample(player.client(), "POST", "/v1/tasks/add", "{\"args\":{\"x\":1,\"y\":2}}")),
            Map.entry("DELETE /v1/tasks/{task}", () -> new Sample(admin, "DELETE", "/v1/tasks/" + task(), "")),
            Map.entry("POST /v1/tasks/{task}:retry", this::deadLetter),
            Map.entry("DELETE /v1/schedules/{name}", this::schedule),
            Map.entry("DELETE /v1/collections/{collection}", this::collection),
            Map.entry(
                    "POST /v1/me/documents/{collection}:search",
                    () -> new Sample(player.client(), "POST", "/v1/me/documents/every:search", "{}")),
            Map.entry(
                    "POST /v1/documents/{collection}:search",
                    () -> new Sample(admin, "POST", "/v1/documents/every:search", "{}")),
            Map.entry(
                    "POST /v1/me/documents:batch",
                    () -> new Sample(player.client(), "POST", "/v1/me/documents:batch", batch())),
            Map.entry(
                    "POST /v1/players/{id}/documents:batch",
                    () -> new Sample(admin, "POST", "/v1/players/" + player.playerId() + "/documents:batch", batch())),
            Map.entry(
                    "POST /v1/players/{id}/documents/{collection}/{key}/versions/{version}:restore",
                    () -> new Sample(admin, "POST", document(byId()) + "/versions/1:restore", "")),
            Map.entry(
                    "PATCH /v1/me/documents/{collection}/{key}",
                    () -> new Sample(player.client(), "PATCH", document("/v1/me"), "{\"b\":1}")),
            Map.entry(
                    "DELETE /v1/me/documents/{collection}/{key}",
                    () -> new Sample(player.client(), "DELETE", document("/v1/me"), "")),
            Map.entry(
                    "POST /v1/me/documents/{collection}/{key}:apply",
                    () -> new Sample(player.client(), "POST", document("/v1/me") + ":apply", APPLY)),
            Map.entry(
                    "POST /v1/me/documents/{collection}/{key}/versions/{version}:restore",
                    () -> new Sample(player.client(), "POST", document("/v1/me") + "/versions/1:restore", "")),
            Map.entry(
                    "PATCH /v1/players/{id}/documents/{collection}/{key}",
                    () -> new Sample(admin, "PATCH", document(byId()), "{\"b\":1}")),
            Map.entry(
                    "DELETE /v1/players/{id}/documents/{collection}/{key}",
                    () -> new Sample(admin, "DELETE", document(byId()), "")),
            Map.entry(
                    "POST /v1/players/{id}/documents/{collection}/{key}:apply",
                    () -> new Sample(admin, "POST", document(byId()) + ":apply", APPLY)),
            Map.entry("DELETE /v1/webhooks/{name}", () -> new Sample(admin, "DELETE", webhook(), "")),
            Map.entry("POST /v1/webhooks/{name}:ping", () -> new Sample(admin, "POST", webhook() + ":ping", "")),
            Map.entry("POST /v1/webhooks/{name}/deliveries/{id}:retry", this::delivery));

    private record Sample(Client caller, String method, String path, String body) {

        Answer send(String key) {
            return caller.with("Idempotency-Key", key)
                    .with("Content-Type", "application/json")
                    .send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        }
    }

    private static boolean changes(String route) {
        return route.startsWith("POST ") || route.startsWith("PATCH ") || route.startsWith("DELETE ");
    }

    static Set<String> routes() {
        return Routes.all().stream()
                .map(Route::toString)
                .filter(EveryRouteTest::changes)
                .filter(route -> !OPEN.contains(route) && !LAST.contains(route))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void onlyRoutesThatNobodyNeedSignInForShouldTakeNoKey() {
        assertThat(Routes.all().stream()
                        .filter(route -> route.access().value() == Access.Who.ANYONE)
                        .map(Route::toString)
                        .filter(EveryRouteTest::changes))
                .containsExactlyInAnyOrderElementsOf(OPEN);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void requestThatIsSentAgainShouldBeAnsweredAgain(String route) {
        assertThat(samples).as("a sample of the route, to be sent twice").containsKey(route);
        Sample sample = samples.get(route).get();
        String key = "\"" + UUID.randomUUID() + "\"";

        Answer first = sample.send(key);
        Answer again = sample.send(key);

        assertThat(first.status()).as(first.body()).isBetween(200, 299);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        for (String header : Set.of("Content-Type", "Location", "ETag", "Cache-Control")) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/logout", "DELETE /v1/me"})
    void whatEndsTheSessionShouldTakeAKeyAndBeOver(String route) {
        SignedIn other = server.client().signUp();
        Client keyed = other.client().with("Idempotency-Key", "\"a\"");
        String[] words = route.split(" ");

        assertThat(keyed.send(words[0], words[1], BodyPublishers.noBody()).status())
                .isBetween(200, 204);
        assertThat(keyed.send(words[0], words[1], BodyPublishers.noBody()).status())
                .isEqualTo(401);
        assertThat(LAST).contains(route);
    }

    private String board() {
        String path = "/v1/leaderboards/b" + UUID.randomUUID();
        assertThat(admin.put(path, "{}").status()).isEqualTo(201);
        return path;
    }

    private String batch() {
        String board = board();
        return "{\"items\":[{\"collection\":\"batch\",\"key\":\"k\",\"put\":{}}],\"scores\":[{\"leaderboard\":\"%s\",\"score\":1}]}"
                .formatted(board.substring(board.lastIndexOf('/') + 1));
    }

    private Sample score() {
        String board = board();
        player.client().post(board + "/scores", "{\"score\":5}");
        return new Sample(admin, "DELETE", board + "/scores/" + player.playerId(), "");
    }

    private String task() {
        return admin.post(
                        "/v1/tasks/add",
                        "{\"args\":{\"x\":1,\"y\":2},\"runAt\":\""
                                + Instant.now().plusSeconds(3600) + "\"}")
                .json()
                .get("id")
                .textValue();
    }

    private Sample deadLetter() {
        String args = "{\"args\":{\"x\":" + Long.MAX_VALUE + ",\"y\":1}}";
        String id = admin.post("/v1/tasks/add", args).json().get("id").textValue();
        assertThat(admin.get("/v1/tasks/" + id + "?waitSeconds=10")
                        .json()
                        .get("state")
                        .textValue())
                .isEqualTo("failed");
        return new Sample(admin, "POST", "/v1/tasks/" + id + ":retry", "");
    }

    private Sample schedule() {
        String path = "/v1/schedules/s" + UUID.randomUUID();
        String body = """
                {"cron": "0 5 * * *", "timeZone": "UTC", "task": "add", "args": {"x": 1, "y": 2}}""";
        assertThat(admin.put(path, body).status()).isEqualTo(201);
        return new Sample(admin, "DELETE", path, "");
    }

    private Sample collection() {
        String path = "/v1/collections/c" + UUID.randomUUID();
        assertThat(admin.put(path, "{}").status()).isEqualTo(201);
        return new Sample(admin, "DELETE", path, "");
    }

    private String byId() {
        return "/v1/players/" + player.playerId();
    }

    private String document(String owner) {
        String path = "/documents/every/k" + UUID.randomUUID();
        assertThat(player.client().put("/v1/me" + path, "{\"a\":1}").status()).isEqualTo(201);
        return owner + path;
    }

    private String webhook() {
        String path = "/v1/webhooks/w" + UUID.randomUUID();
        Answer made = admin.put(path, "{\"url\":\"https://example.com/\",\"events\":[\"webhook.ping\"]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return path;
    }

    private Sample delivery() {
        String path = webhook();
        String id = admin.post(path + ":ping", "").json().get("id").textValue();
        return new Sample(admin, "POST", path + "/deliveries/" + id + ":retry", "");
    }

    /** A player who has linked a device and a password, signed in by the device. */
    private Client linked() {
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        link(server.client().post("/v1/login/device", device));
        return signedIn(server.client().post("/v1/login/device", device));
    }

    /** The same, signed in by the password. */
    private Client byPassword() {
        return link(server.client().post("/v1/login/device", "{\"deviceId\":\"" + UUID.randomUUID() + "\"}"));
    }

    private Client link(Answer signIn) {
        String userId = "u" + UUID.randomUUID().toString().substring(0, 20);
        return signedIn(signedIn(signIn)
                .put(
                        "/v1/me/identities/password",
                        "{\"userId\":\"" + userId + "\",\"password\":\"tiger on the red bridge\"}"));
    }

    private Client signedIn(Answer signIn) {
        assertThat(signIn.status()).as(signIn.body()).isBetween(200, 201);
        return server.client().withToken(signIn.json().get("token").textValue());
    }

    private Sample device() {
        Client caller = byPassword();
        String id = caller.get("/v1/me/identities").json().at("/devices/0/id").textValue();
        return new Sample(caller, "DELETE", "/v1/me/identities/device/" + id, "");
    }

    /** Linked behind the server's back: no issuer runs here. */
    private Sample provider() {
        Client caller = byPassword();
        String id = caller.get("/v1/me").json().get("id").textValue();
        server.sql("""
                INSERT INTO oidc_identity (provider, subject, player_no, linked_at)
                SELECT 'google', player_id, player_no, created_at FROM player WHERE player_id = '%s'""".formatted(id));
        return new Sample(caller, "DELETE", "/v1/me/identities/oidc/google", "");
    }

    private Sample session() {
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        Client caller = signedIn(server.client().post("/v1/login/device", device));
        signedIn(server.client().post("/v1/login/device", device));
        for (var each : caller.get("/v1/me/sessions").json().get("items")) {
            if (!each.get("current").booleanValue()) {
                return new Sample(
                        caller, "DELETE", "/v1/me/sessions/" + each.get("id").textValue(), "");
            }
        }
        throw new AssertionError("there is no other session");
    }

    private Sample ban() {
        String path = "/v1/players/" + server.client().signUp().playerId() + "/ban";
        assertThat(admin.put(path, "{\"reason\":\"Insults in the lobby\"}").status())
                .isEqualTo(200);
        return new Sample(admin, "DELETE", path, "");
    }

    private Sample apiKey() {
        String name = "k" + UUID.randomUUID();
        Answer made = admin.post("/v1/api-keys", "{\"name\":\"" + name + "\",\"scopes\":[\"scores\"]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return new Sample(admin, "DELETE", "/v1/api-keys/" + name, "");
    }
}
