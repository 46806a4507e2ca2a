package dev.gildong.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.Routes.Route;
import dev.gildong.TestServer;
import dev.gildong.http.Scope;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One caller of each kind, and one thing of each kind that a path can name. The private ones are the player's. */
final class World {
    /** For a server of which no row changes but by what is called: it has no worker and fires no schedule. */
    static final Map<String, String> SETTINGS = Map.of(
            "gildong.role", "web",
            "gildong.limits.enabled", "false",
            "gildong.guessing.new-players", "1000000",
            "gildong.sample.upstream", "https://example.com/");

    private final TestServer server;
    private final String id = UUID.randomUUID().toString();
    private final String device = "{\"deviceId\":\"" + id + "\"}";
    private final Map<Who, Client> callers = new EnumMap<>(Who.class);
    private final Map<String, String> targets = new HashMap<>();
    private String cookieOfAdmin = "";
    private String keyWithoutScopes = "";

    World(TestServer server) {
        this.server = server;
        keys();
        String playerId = players();
        targets.put("/v1/players/{id}", "/v1/players/" + playerId);
        targets.put("/v1/players", "/v1/players?ids=" + playerId);
        things(playerId);
    }

    /** Makes room for another world: a server takes so many webhooks and no more. */
    void end() {
        server.admin().delete(targets.get("/v1/webhooks/{name}"));
    }

    /** The session of {@link Who#ADMIN} as a cookie. */
    String cookieOfAdmin() {
        return cookieOfAdmin;
    }

    /** The key of {@link Who#BARE}. */
    String keyWithoutScopes() {
        return keyWithoutScopes;
    }

    /** A client that calls as this one. */
    Client as(Who who) {
        return callers.get(who);
    }

    /**
     * The path of a route with something that exists in place of each parameter.
     *
     * @throws AssertionError if a parameter is not known here
     */
    String path(Route route) {
        String path = targets.get(route.toString());
        if (path == null) {
            String known = targets.keySet().stream()
                    .filter(route.path()::startsWith)
                    .max(Comparator.comparingInt(String::length))
                    .orElse("");
            path = targets.getOrDefault(known, "") + route.path().substring(known.length());
        }
        assertThat(path)
                .as("World does not know what to put into %s: add it to World.things", route)
                .doesNotContain("{");
        return path;
    }

    private Answer made(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
        return answer;
    }

    private SignedIn staff(String name, String role) {
        String own = "{\"deviceId\":\"" + UUID.randomUUID() + "\",\"displayName\":\"" + name + "\"}";
        String player = made(server.client().post("/v1/login/device", own))
                .json()
                .at("/player/id")
                .textValue();
        made(server.admin().put("/v1/players/" + player + "/role", "{\"role\":\"" + role + "\"}"));
        String token = made(server.client().post("/v1/login/device", own))
                .json()
                .get("token")
                .textValue();
        return new SignedIn(server.client().withToken(token), player, token);
    }

    private String players() {
        made(server.client().post("/v1/login/device", device));
        Answer signIn = made(server.client().post("/v1/login/device", device));
        callers.put(Who.ANONYMOUS, server.client());
        callers.put(
                Who.PLAYER, server.client().withToken(signIn.json().get("token").textValue()));
        callers.put(Who.OTHER, server.client().signUp("Other").client());
        callers.put(Who.MODERATOR, staff("Moderator", "moderator").client());
        SignedIn admin = staff("Admin", "admin");
        callers.put(Who.ADMIN, admin.client());
        cookieOfAdmin = "gildong=" + admin.token();
        callers.put(
                Who.CROSS_SITE, server.client().with("Cookie", cookieOfAdmin).with("Sec-Fetch-Site", "cross-site"));
        SignedIn banned = staff("Banned", "admin");
        made(server.admin().put("/v1/players/" + banned.playerId() + "/ban", "{\"reason\":\"Insults\"}"));
        callers.put(Who.BANNED, banned.client());
        SignedIn expired = staff("Expired", "admin");
        server.sql("""
                UPDATE sign_in_session SET expires_at = created_at
                WHERE player_no = (SELECT player_no FROM player WHERE player_id = '%s')""".formatted(expired.playerId()));
        callers.put(Who.EXPIRED, expired.client());
        SignedIn revoked = staff("Revoked", "admin");
        assertThat(revoked.client().post("/v1/logout", "").status()).isEqualTo(204);
        callers.put(Who.REVOKED, revoked.client());
        return signIn.json().at("/player/id").textValue();
    }

    private void keys() {
        callers.put(Who.ROOT, server.admin());
        for (Who who : Who.values()) {
            who.ownScope().forEach(scope -> callers.put(who, holder(scope.wireName(), scope.wireName())));
        }
        keyWithoutScopes = key("bare", "scores");
        callers.put(Who.BARE, server.client().withToken(keyWithoutScopes));
        server.sql("UPDATE api_key SET scopes = '' WHERE key_name = 'bare-%s'".formatted(id));
        String every = Stream.of(Scope.values()).map(Scope::wireName).collect(Collectors.joining("\",\""));
        callers.put(Who.OLD_KEY, holder("old", every));
        server.sql("UPDATE api_key SET expires_at = created_at WHERE key_name = 'old-%s'".formatted(id));
    }

    private Client holder(String name, String scopes) {
        return server.client().withToken(key(name, scopes));
    }

    private String key(String name, String scopes) {
        Answer made = made(server.admin()
                .post("/v1/api-keys", "{\"name\":\"%s-%s\",\"scopes\":[\"%s\"]}".formatted(name, id, scopes)));
        return made.json().get("secret").textValue();
    }

    private void things(String playerId) {
        boards(playerId);
        documents(playerId);
        targets.put("/v1/samples/fan-out", "/v1/samples/fan-out?calls=0");
        Client root = server.admin();
        Client player = as(Who.PLAYER);
        made(root.post("/v1/api-keys", "{\"name\":\"target-%s\",\"scopes\":[\"scores\"]}".formatted(id)));
        targets.put("/v1/api-keys/{name}", "/v1/api-keys/target-" + id);

        String task = made(player.post("/v1/tasks/add", "{\"args\":{\"x\":1,\"y\":2}}"))
                .json()
                .get("id")
                .textValue();
        targets.put("/v1/tasks/{task}", "/v1/tasks/" + task);
        targets.put("POST /v1/tasks/{task}", "/v1/tasks/add");

        String schedule = "/v1/schedules/s" + id;
        made(root.put(schedule, "{\"cron\":\"0 0 1 1 *\",\"task\":\"add\",\"args\":{\"x\":1,\"y\":2}}"));
        targets.put("/v1/schedules/{name}", schedule);

        String webhook = "/v1/webhooks/w" + id;
        made(root.put(webhook, "{\"url\":\"https://example.com/\",\"events\":[\"task.failed\"]}"));
        String delivery =
                made(root.post(webhook + ":ping", "")).json().get("id").textValue();
        targets.put("/v1/webhooks/{name}", webhook);
        targets.put("/v1/webhooks/{name}/deliveries/{id}", webhook + "/deliveries/" + delivery);

        String export = made(player.post("/v1/me/exports", "")).json().get("id").textValue();
        targets.put("/v1/me/exports/{id}", "/v1/me/exports/" + export);
        targets.put("/v1/players/{id}/exports/{export}", "/v1/players/" + playerId + "/exports/" + export);
        String erasure = made(server.client().signUp().client().delete("/v1/me"))
                .json()
                .get("id")
                .textValue();
        targets.put("/v1/erasures/{id}", "/v1/erasures/" + erasure);

        targets.put("/v1/me/sessions/{id}", "/v1/me/sessions/" + notCurrent(player));
        targets.put("/v1/me/identities/oidc/{provider}", "/v1/me/identities/oidc/google");
        targets.put(
                "/v1/me/identities/device/{id}",
                "/v1/me/identities/device/"
                        + player.get("/v1/me/identities")
                                .json()
                                .at("/devices/0/id")
                                .textValue());
    }

    /** A collection without documents, and one that was not declared, with a private document of two versions. */
    private void documents(String playerId) {
        made(server.admin().put("/v1/collections/c" + id, "{}"));
        targets.put("/v1/collections/{collection}", "/v1/collections/c" + id);
        targets.put("/v1/documents/{collection}", "/v1/documents/d" + id);
        String collection = "/documents/d" + id;
        made(as(Who.PLAYER).put("/v1/me" + collection + "/main", "{\"a\":1}"));
        made(as(Who.PLAYER).put("/v1/me" + collection + "/main", "{\"a\":2}"));
        for (String owner : List.of("/v1/me", "/v1/players/{id}")) {
            String mine = owner.replace("{id}", playerId) + collection;
            targets.put(owner + "/documents/{collection}", mine);
            targets.put(owner + "/documents/{collection}/{key}", mine + "/main");
            targets.put(owner + "/documents/{collection}/{key}/versions/{version}", mine + "/main/versions/1");
        }
    }

    /** One for players alone, and one that everybody may read and game servers alone submit to. */
    private void boards(String playerId) {
        board("{board}", "b", "{}", playerId);
        board("{open}", "o", "{\"read\":\"public\",\"submit\":\"servers\"}", playerId);
    }

    private void board(String parameter, String name, String definition, String playerId) {
        String path = "/v1/leaderboards/" + name + id;
        String template = "/v1/leaderboards/" + parameter;
        made(server.admin().put(path, definition));
        made(server.admin().post(path + "/scores", "{\"score\":1,\"playerId\":\"%s\"}".formatted(playerId)));
        targets.put(template, path);
        targets.put(template + "/rank", path + "/rank?score=1");
        targets.put(template + "/scores/{playerId}", path + "/scores/" + playerId);
    }

    private static String notCurrent(Client player) {
        for (var session : player.get("/v1/me/sessions").json().get("items")) {
            if (!session.get("current").booleanValue()) {
                return session.get("id").textValue();
            }
        }
        throw new AssertionError("the player has no other session");
    }
}
