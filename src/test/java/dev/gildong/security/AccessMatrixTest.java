package dev.gildong.security;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Routes;
import dev.gildong.Routes.Route;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.http.Access;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls every route as every kind of caller, and holds the statuses against a table that is read in reviews. Each route
 * is called with something that exists in its path and a body that is good or lacks what is required. Both databases give
 * the one table.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccessMatrixTest {
    private static final Path TABLE = Path.of("src/test/resources/security/access.txt");
    private static final String WRITE = "mvn -q test -Dtest=AccessMatrixTest -Ddocs.write=true";
    private static final String EMPTY = "{}";

    /** Bodies where an empty one would be refused before it is looked at who asks. */
    private static final Map<String, String> BODIES = Map.of(
            "POST /v1/leaderboards/{board}/scores", "{\"score\":1}",
            "POST /v1/leaderboards/{open}/scores", "{\"score\":1}",
            "POST /v1/leaderboards/{board}/scores:lookup", "{\"playerIds\":[\"nobody\"]}",
            "POST /v1/leaderboards/{open}/scores:lookup", "{\"playerIds\":[\"nobody\"]}",
            "POST /v1/tasks/{task}", "{\"args\":{\"x\":1,\"y\":2}}",
            "POST /v1/me/documents/{collection}/{key}:apply", "[{\"inc\":\"/a\",\"by\":1}]",
            "POST /v1/players/{id}/documents/{collection}/{key}:apply", "[{\"inc\":\"/a\",\"by\":1}]",
            "POST /v1/me/documents:batch", "{\"items\":[{\"collection\":\"new\",\"key\":\"k\",\"put\":{}}]}",
            "POST /v1/players/{id}/documents:batch", "{\"items\":[{\"collection\":\"new\",\"key\":\"k\",\"put\":{}}]}");

    private static final Map<Route, Map<Who, Integer>> ANSWERS = new LinkedHashMap<>();
    private static final List<String> CHANGED_THOUGH_REFUSED = new ArrayList<>();

    private static TestServer server;
    private static JsonNode description;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void callEverything(TestDatabase database) throws Exception {
        ANSWERS.clear();
        CHANGED_THOUGH_REFUSED.clear();
        server = TestServer.start(database, World.SETTINGS);
        try (TestServer closing = server;
                Tables tables = new Tables(server.databaseUrl())) {
            description = closing.client().get("/openapi.json").json();
            World world = new World(server);
            Map<String, List<String>> rows = tables.rows();
            for (Route route : routes().toList()) {
                Map<Who, Integer> statuses = new EnumMap<>(Who.class);
                for (Who who : Who.values()) {
                    int status = call(world, who, route).status();
                    statuses.put(who, status);
                    Map<String, List<String>> after = tables.rows();
                    if (status >= 400 && !after.equals(rows)) {
                        CHANGED_THOUGH_REFUSED.add(route + " as " + who + ": " + status);
                    }
                    if (!after.equals(rows)) {
                        world.end();
                        world = new World(server);
                        after = tables.rows();
                    }
                    rows = after;
                }
                ANSWERS.put(route, statuses);
            }
        }
    }

    /** All, and what depends on the definition of a board once more for one with the other definition. */
    private static Stream<Route> routes() {
        return Routes.all().stream()
                .flatMap(route -> route.path().contains("{board}")
                                && route.access().value() != Access.Who.SCOPED
                        ? Stream.of(
                                route,
                                new Route(route.verb(), route.path().replace("{board}", "{open}"), route.access()))
                        : Stream.of(route));
    }

    private static Answer call(World world, Who who, Route route) {
        String described = route.path().replace("{open}", "{board}");
        boolean body = description
                .path("paths")
                .path(described)
                .path(route.verb().toLowerCase(Locale.ROOT))
                .has("requestBody");
        Client client = world.as(who);
        return body
                ? client.with("Content-Type", "application/json")
                        .send(
                                route.verb(),
                                world.path(route),
                                BodyPublishers.ofString(BODIES.getOrDefault(route.toString(), EMPTY)))
                : client.send(route.verb(), world.path(route), BodyPublishers.noBody());
    }

    @Test
    void everyRouteShouldAnswerEachCallerAsTheTableSays() throws Exception {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(TABLE, table());
        }

        assertThat(Files.readString(TABLE))
                .as(
                        "%s is not what the routes answer. If a route is new, or who may call it was changed on purpose:"
                                + " write the table with `%s`, and look at each line that changed",
                        TABLE, WRITE)
                .isEqualTo(table());
    }

    /** The table can be written again; this cannot, so a route that forgets its rule does not get into the table. */
    @Test
    void everyRouteShouldRefuseWhomItsAccessRuleRefuses() {
        assertThat(ANSWERS)
                .isNotEmpty()
                .allSatisfy((route, statuses) -> statuses.forEach((who, status) -> {
                    int refusal = who.refusal(route.verb(), route.access());
                    if (refusal != 0) {
                        assertThat(status).as("%s as %s", route, who).isEqualTo(refusal);
                    } else {
                        assertThat(status).as("%s as %s", route, who).isLessThan(500);
                    }
                }));
    }

    @Test
    void refusedRequestsShouldChangeNoRow() {
        assertThat(ANSWERS).isNotEmpty();
        assertThat(CHANGED_THOUGH_REFUSED).isEmpty();
    }

    private static String table() {
        int width = ANSWERS.keySet().stream()
                .mapToInt(route -> route.toString().length())
                .max()
                .orElseThrow();
        String line = "%-" + width + "s %s\n";
        StringBuilder text = new StringBuilder("""
                # What each route answers to each kind of caller. Written by AccessMatrixTest; to write it again:
                # %s
                # 401 and 403 are refusals. 404 is one too where the thing is another player's. All else was let in:
                # 400 says that the body lacks something, 409 that the state forbids it.
                # {open} is a board that everybody may read and game servers alone submit to; {board} is for players.
                #
                """.formatted(WRITE));
        for (Who who : Who.values()) {
            text.append("# %-4s %s\n".formatted(who.column(), who.words()));
        }
        text.append(line.formatted(
                "",
                Arrays.stream(Who.values())
                        .map(who -> "%-4s".formatted(who.column()))
                        .collect(joining(" "))));
        ANSWERS.forEach((route, statuses) -> text.append(line.formatted(
                route, statuses.values().stream().map("%-4d"::formatted).collect(joining(" ")))));
        return text.toString().replaceAll(" +\n", "\n");
    }
}
