package dev.gildong.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Routes;
import dev.gildong.Routes.Route;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Sends every name of a column and every name of a JSON property to every route that takes a body, as an administrator.
 * A body takes what its schema has; whatever else exists in the server is an unknown property there.
 */
class MassAssignmentTest {
    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");
    private static final String ACCOUNT = "{\"userId\":\"hong.gildong\",\"password\":\"tiger on the red bridge\"";
    private static final String DEVICE = "{\"deviceId\":\"aaaabbbbccccddddeeeeffff\"";

    private static final String BATCH = "{\"items\":[{\"collection\":\"new\",\"key\":\"k\",\"put\":{}}]";

    /** They take whatever is sent; {@code DocumentApplyResourceTest} sends unknown properties of operations. */
    private static final Pattern FREE = Pattern.compile("(PUT|PATCH|POST) .*/documents/.*(?<!:search)");

    /** A good body of each route, without its last brace: alone it would be let in. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /v1/accounts", ACCOUNT),
            Map.entry("POST /v1/login", ACCOUNT),
            Map.entry("POST /v1/login/device", DEVICE),
            Map.entry("POST /v1/login/oidc", "{\"provider\":\"google\",\"idToken\":\"a.b.c\""),
            Map.entry("PUT /v1/me/identities/oidc/{provider}", "{\"idToken\":\"a.b.c\""),
            Map.entry("PATCH /v1/me", "{\"displayName\":\"Someone else\""),
            Map.entry("PUT /v1/me/identities/password", ACCOUNT),
            Map.entry("PUT /v1/me/identities/device", DEVICE),
            Map.entry("PUT /v1/players/{id}/ban", "{\"reason\":\"Insults\""),
            Map.entry("PUT /v1/players/{id}/role", "{\"role\":\"moderator\""),
            Map.entry("POST /v1/api-keys", "{\"name\":\"another\",\"scopes\":[\"scores\"]"),
            Map.entry("PUT /v1/leaderboards/{board}", "{\"keep\":\"best\""),
            Map.entry("PATCH /v1/leaderboards/{board}", "{\"frozen\":true"),
            Map.entry("POST /v1/leaderboards/{board}/scores", "{\"score\":2"),
            Map.entry("POST /v1/leaderboards/{board}/scores:batch", "{\"items\":[{\"playerId\":\"x\",\"score\":2}]"),
            Map.entry("POST /v1/leaderboards/{board}/scores:lookup", "{\"playerIds\":[\"x\"]"),
            Map.entry("PUT /v1/collections/{collection}", "{\"write\":\"servers\""),
            Map.entry("POST /v1/me/documents/{collection}:search", "{\"limit\":1"),
            Map.entry("POST /v1/documents/{collection}:search", "{\"limit\":1"),
            Map.entry("POST /v1/me/documents:batch", BATCH),
            Map.entry("POST /v1/players/{id}/documents:batch", BATCH),
            Map.entry("POST /v1/tasks/{task}", "{\"args\":{\"x\":1,\"y\":2}"),
            Map.entry(
                    "PUT /v1/schedules/{name}", "{\"cron\":\"0 0 2 1 *\",\"task\":\"add\",\"args\":{\"x\":1,\"y\":2}"),
            Map.entry("PUT /v1/webhooks/{name}", "{\"url\":\"https://example.org/\",\"events\":[\"player.created\"]"));

    @Test
    void whatABodyDoesNotDeclareShouldBeRefusedWhereverElseItExists() throws Exception {
        try (TestServer server = TestServer.start(TestDatabase.H2, World.SETTINGS);
                Tables tables = new Tables(server.databaseUrl())) {
            World world = new World(server);
            JsonNode description = server.client().get("/openapi.json").json();
            Set<String> names = names(description, tables.columns());
            assertThat(names).contains("player_no", "playerNo", "role", "expiresAt", "createdAt", "password_hash");
            Map<String, List<String>> rows = tables.rows();
            Set<String> tried = new TreeSet<>();
            for (Route route : Routes.all()) {
                JsonNode schema = body(description, route);
                if (schema.isMissingNode() || FREE.matcher(route.toString()).matches()) {
                    continue;
                }
                tried.add(route.toString());
                assertThat(BODIES).as("add a good body for %s here", route).containsKey(route.toString());
                Set<String> others = new TreeSet<>(names);
                schema.path("properties").fieldNames().forEachRemaining(others::remove);
                if (!schema.has("properties")) { // a merge patch: what PUT takes, in parts
                    body(description, new Route("PUT", route.path(), route.access()))
                            .path("properties")
                            .fieldNames()
                            .forEachRemaining(others::remove);
                }
                for (String name : others) {
                    assertUnknown(world, route, name);
                }
                assertThat(tables.rows()).as("%s changed something", route).isEqualTo(rows);
            }
            assertThat(tried).isEqualTo(new TreeSet<>(BODIES.keySet()));
        }
    }

    private static void assertUnknown(World world, Route route, String name) {
        Client admin = world.as(Who.ADMIN).with("Content-Type", "application/json");
        String body = BODIES.get(route.toString()) + ",\"" + name + "\":1}";
        Answer answer = admin.send(route.verb(), world.path(route), BodyPublishers.ofString(body));

        assertThat(answer.status()).as("%s %s: %s", route, body, answer).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/detail").asText())
                .as("%s %s: %s", route, body, answer)
                .startsWith("has an unknown property");
    }

    /** The schema of what a route takes. */
    private static JsonNode body(JsonNode description, Route route) {
        JsonNode schema = description
                .path("paths")
                .path(route.path())
                .path(route.verb().toLowerCase(Locale.ROOT))
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        return schema.has("$ref") ? description.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** Columns as they are and in camelCase, and the properties of all schemas. */
    private static Set<String> names(JsonNode description, List<String> columns) {
        Set<String> names = new TreeSet<>();
        for (String column : columns) {
            String lower = column.toLowerCase(Locale.ROOT);
            names.add(lower);
            names.add(
                    NEXT_WORD.matcher(lower).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT)));
        }
        for (JsonNode properties : description.path("components").findValues("properties")) {
            properties.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }
}
