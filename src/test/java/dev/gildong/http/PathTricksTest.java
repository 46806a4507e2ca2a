package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways around a rule that is written for a path or a method: none of them does what an administrator may do. */
class PathTricksTest {
    private final TestServer server = TestServer.on(TestDatabase.H2);
    private final URI uri = server.uri();
    private final Client admin = server.admin();
    private final String board = "b" + UUID.randomUUID();
    private final List<String> callers =
            List.of("", "Authorization: Bearer " + server.client().signUp().token() + "\r\n");

    PathTricksTest() {
        assertThat(admin.put("/v1/leaderboards/" + board, "{}").status()).isEqualTo(201);
    }

    private void assertRefused(String line, String headers, String body) throws IOException {
        for (String caller : callers) {
            String request = line + " HTTP/1.1\r\n" + caller + headers
                    + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + RawHttp.end(uri) + body;

            Refusals.assertClientError(RawHttp.exchange(uri, request), request);
        }
    }

    @Test
    void routesOfTheStaffShouldStayClosedHoweverTheyAreAskedFor() throws IOException {
        new StaffRoutes(uri, TestServer.ADMIN_KEY).assertClosed();
    }

    static Stream<String> otherPaths() {
        return Stream.of(
                        PathTricks.of("/v1/api-keys").stream(),
                        PathTricks.of("/metrics").stream(),
                        Stream.of("//v1//api-keys", "///v1/api-keys", "/v1;a=b/api-keys", "/%76%31/api-keys"))
                .flatMap(tricks -> tricks);
    }

    @ParameterizedTest
    @MethodSource("otherPaths")
    void administratorsPathShouldStayClosedHoweverItIsWritten(String target) throws IOException {
        assertRefused("GET " + target, "", "");
        for (String caller : callers) {
            Answer head = RawHttp.exchange(uri, "HEAD " + target + " HTTP/1.1\r\n" + caller + RawHttp.end(uri));
            assertThat(head.status()).isBetween(400, 499); // a problem without its body
        }
        assertRefused(
                "POST " + target, "Content-Type: application/json\r\n", "{\"name\":\"trick\",\"scopes\":[\"keys\"]}");
        assertThat(admin.get("/v1/api-keys/trick").status()).isEqualTo(404);
    }

    static List<String> headers() {
        return PathTricks.HEADERS;
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headersShouldChangeNeitherMethodNorPath(String header) throws IOException {
        String path = "/v1/leaderboards/" + board;
        for (String caller : callers) {
            String end = caller + header + "\r\n" + RawHttp.end(uri);
            Answer live = RawHttp.exchange(uri, "GET /livez HTTP/1.1\r\n" + end);
            RawHttp.exchange(uri, "GET " + path + " HTTP/1.1\r\n" + end);
            RawHttp.exchange(uri, "POST " + path + " HTTP/1.1\r\n" + end);

            assertThat(live.body()).isEqualTo(server.client().get("/livez").body());
        }
        assertRefused("POST " + path, header + "\r\n", "");
        assertRefused("POST " + path + "?_method=DELETE", "", "");
        assertRefused("GET " + path + "?_method=DELETE", "", "");
        assertRefused("POST " + path, "Content-Type: application/x-www-form-urlencoded\r\n", "_method=DELETE");
        assertThat(admin.get(path).status()).isEqualTo(200);
    }

    static List<String> methods() {
        return PathTricks.METHODS;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void otherMethodsShouldBeRefused(String method) throws IOException {
        for (String path : List.of("/v1/api-keys", "/v1/leaderboards/" + board, "/metrics")) {
            assertRefused(method + " " + path, "", "");
        }
        assertThat(admin.get("/v1/leaderboards/" + board).status()).isEqualTo(200);
    }

    @Test
    void administratorShouldGetInByThePlainPathAlone() throws IOException {
        String key = "Authorization: Bearer " + TestServer.ADMIN_KEY + "\r\n";

        assertThat(RawHttp.get(uri, "/v1/api-keys", key).status()).isEqualTo(200);
    }
}
