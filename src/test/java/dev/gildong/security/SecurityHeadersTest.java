package dev.gildong.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.Answer;
import dev.gildong.Routes;
import dev.gildong.Routes.Route;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.http.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each answer tells browsers and caches, whoever makes it. */
class SecurityHeadersTest {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static TestServer server;
    private static URI uri;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.H2, Map.of("gildong.http.trusted-proxies", "127.0.0.1/32"));
        uri = server.uri();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Route> routes() {
        return Routes.all();
    }

    private static void assertHeaders(Answer answer, String what) {
        ALWAYS.forEach((name, value) -> assertThat(answer.headers().get(name.toLowerCase(Locale.ROOT)))
                .as("%s of %s: %s", name, what, answer)
                .containsExactly(value));
        assertThat(answer.headers()).as(what).doesNotContainKeys("server", "x-powered-by");
    }

    private static Answer send(String line, String headers) throws IOException {
        return RawHttp.exchange(uri, line + " HTTP/1.1\r\n" + headers + RawHttp.end(uri));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteShouldAnswerWithThem(Route route) throws IOException {
        String line = route.verb() + " " + route.path().replaceAll("\\{\\w+}", "x");
        String key = "Authorization: Bearer " + TestServer.ADMIN_KEY + "\r\n";

        for (String headers : List.of("", key, key + "Content-Type: application/json\r\nContent-Length: 0\r\n")) {
            Answer plain = send(line, headers);
            Answer secure = send(line, headers + "X-Forwarded-Proto: https\r\n");

            assertHeaders(plain, line);
            assertThat(plain.header("Strict-Transport-Security")).as(line).isEmpty();
            assertHeaders(secure, line);
            assertThat(secure.header("Strict-Transport-Security")).as(line).isEqualTo("max-age=31536000");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nothing, '', 404",
        "GET /v1/nothing, '', 404",
        "GET /WEB-INF/web.xml, '', 404",
        "GET /container-error, '', 404",
        "GET /v1/x/..;/session, '', 400",
        "GET /%zz, '', 400",
        "GET /a[b, '', 400",
        "G@T /, '', 400",
        "TRACE /livez, '', 405",
        "PUT /v1/session, '', 405",
        "GET /openapi.json, 'Accept: image/png\r\n', 406",
        "GET /openapi.json, 'Accept: /;;\r\n', 400",
        "POST /v1/login, 'Content-Type: /;;\r\nContent-Length: 0\r\n', 400",
        "POST /v1/login, 'Content-Length: 99999999\r\nExpect: 100-continue\r\n', 413",
        "POST /v1/login, 'Content-Type: text/plain\r\nContent-Length: 0\r\n', 415",
        "POST /v1/logout, 'Cookie: gildong=x\r\n', 403",
        "OPTIONS /v1/session, '', 200"
    })
    void refusalsOfAnySortShouldHaveThem(String line, String headers, int status) throws IOException {
        Answer answer = send(line, headers);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertHeaders(answer, line);
    }

    @Test
    void headThatIsTooLongShouldHaveThem() throws IOException {
        Answer answer = send("GET /livez", "X-Long: " + "a".repeat(20_000) + "\r\n");

        assertThat(answer.status()).isEqualTo(431);
        assertHeaders(answer, "431");
    }

    @Test
    void requestLineThatMakesNoSenseShouldHaveThem() throws IOException {
        for (String line : List.of("GET\r\n\r\n", "GET /livez HTTP/9.9\r\n\r\n", "GET /livez HTTP/1.1\r\n\r\n")) {
            Answer answer = RawHttp.exchange(uri, line);

            assertThat(answer.status()).as(line).isEqualTo(400);
            assertHeaders(answer, line);
        }
    }

    @Test
    void defectShouldHaveThem() {
        try (TestServer broken = TestServer.start(TestDatabase.H2, Map.of())) {
            var player = broken.client().signUp().client();
            broken.admin().put("/v1/leaderboards/x", "{}");
            broken.sql("DROP TABLE score");
            Answer answer = player.post("/v1/leaderboards/x/scores", "{\"score\":1}");

            assertThat(answer.status()).isEqualTo(500);
            assertHeaders(answer, "500");
        }
    }
}
