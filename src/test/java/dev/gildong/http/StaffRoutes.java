package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Routes;
import dev.gildong.Routes.Route;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every route that takes a scope, called by nobody and by a player in every way of {@link PathTricks}, with something
 * that exists in its path and a body that would do.
 */
public final class StaffRoutes {
    private static final Map<String, String> BODIES = Map.of(
            "POST /v1/api-keys", "{\"name\":\"trick\",\"scopes\":[\"keys\"]}",
            "PUT /v1/players/{id}/role", "{\"role\":\"admin\"}",
            "PUT /v1/players/{id}/ban", "{\"reason\":\"trick\"}",
            "PUT /v1/leaderboards/{board}", "{\"read\":\"public\"}",
            "PATCH /v1/leaderboards/{board}", "{\"read\":\"public\"}",
            "POST /v1/leaderboards/{board}/scores:batch", "{\"items\":[]}",
            "PUT /v1/schedules/{name}", "{\"cron\":\"0 0 2 1 *\",\"task\":\"add\",\"args\":{\"x\":1,\"y\":2}}",
            "PUT /v1/webhooks/{name}", "{\"url\":\"https://example.org/\",\"events\":[\"player.created\"]}");

    private final URI server;
    private final Client admin;
    private final Client.SignedIn player;
    private final List<String> callers;
    private final List<String> faults = new ArrayList<>();

    /** @param adminKey of a server of which nobody else changes what is made here */
    public StaffRoutes(URI server, String adminKey) {
        this.server = server;
        this.admin = new Client(server).withToken(adminKey);
        this.player = new Client(server).signUp();
        this.callers = List.of("", "Authorization: Bearer " + player.token() + "\r\n");
        made(admin.put("/v1/leaderboards/trick", "{}"));
        made(admin.post("/v1/api-keys", "{\"name\":\"target\",\"scopes\":[\"scores\"]}"));
        made(admin.put("/v1/schedules/trick", "{\"cron\":\"0 0 1 1 *\",\"task\":\"add\",\"args\":{\"x\":1,\"y\":2}}"));
    }

    private static void made(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
    }

    private static Stream<Route> all() {
        return Routes.all().stream().filter(route -> route.access().value() == Access.Who.SCOPED);
    }

    private String path(Route route) {
        return route.path()
                .replace("{board}", "trick")
                .replace("/api-keys/{name}", "/api-keys/target")
                .replace("{name}", "trick")
                .replace("{id}", player.playerId())
                .replaceAll("\\{\\w+}", "x");
    }

    /** Calls them all. */
    public void assertClosed() throws IOException {
        for (Route route : all().toList()) {
            String body = BODIES.getOrDefault(route.toString(), "");
            for (String target : Stream.concat(PathTricks.of(path(route)).stream(), PathTricks.absolute(path(route)))
                    .toList()) {
                expectRefusal(route.verb() + " " + target, "", body);
            }
        }
        for (String path : all().map(this::path).distinct().toList()) {
            for (String header : PathTricks.HEADERS) {
                expectRefusal("POST " + path, header + "\r\n", "");
            }
            for (String method : PathTricks.METHODS) {
                expectRefusal(method + " " + path, "", "");
            }
        }
        assertThat(faults).isEmpty();
        assertUntouched();
    }

    private void expectRefusal(String line, String headers, String body) throws IOException {
        for (String caller : callers) {
            Answer answer = RawHttp.exchange(
                    server,
                    line + " HTTP/1.1\r\n" + caller + headers
                            + (body.isEmpty()
                                    ? ""
                                    : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                            + RawHttp.end(server) + body);
            if (!refused(line, answer)) {
                faults.add((caller.isEmpty() ? "nobody: " : "a player: ") + line + " " + headers + " -> "
                        + answer.status() + " " + answer.header("Content-Type") + " " + answer.body());
            }
        }
    }

    /** CONNECT is 501 on Tomcat, and TRACE an empty 403 on a plain Jetty, before either asks the application. */
    private static boolean refused(String line, Answer answer) {
        boolean problem = answer.header("Content-Type").equals(Problem.MEDIA_TYPE);
        if (line.startsWith("CONNECT ")) {
            return problem && answer.status() >= 400 && answer.status() <= 501 && answer.status() != 500;
        }
        boolean empty = answer.body().isEmpty() && line.startsWith("TRACE ");
        return (problem || empty) && answer.status() >= 400 && answer.status() < 500;
    }

    private void assertUntouched() {
        assertThat(admin.get("/v1/leaderboards/trick").json().get("read").textValue())
                .isEqualTo("players");
        assertThat(admin.get("/v1/api-keys/target").status()).isEqualTo(200);
        assertThat(admin.get("/v1/api-keys/trick").status()).isEqualTo(404);
        assertThat(admin.get("/v1/schedules/trick").json().get("cron").textValue())
                .isEqualTo("0 0 1 1 *");
        assertThat(admin.get("/v1/webhooks/trick").status()).isEqualTo(404);
        assertThat(admin.get("/v1/players/" + player.playerId() + "/ban").status())
                .isEqualTo(404);
        assertThat(player.client().get("/v1/session").status()).isEqualTo(200);
        assertThat(player.client().get("/v1/api-keys").status()).isEqualTo(403);
    }
}
