package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsResourceTest {
    private static final String PLAY = "https://play.example.com";
    private static final String ORIGINS = "http://localhost:5173, " + PLAY;
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestDatabase.H2, Map.of("gildong.http.cors-origins", ORIGINS));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer send(TestServer to, String line, String headers) throws IOException {
        return RawHttp.exchange(to.uri(), line + " HTTP/1.1\r\n" + headers + RawHttp.end(to.uri()));
    }

    private static Answer preflight(TestServer to, String path, String origins) throws IOException {
        return send(
                to,
                "OPTIONS " + path,
                origins + "Access-Control-Request-Method: PUT\r\n"
                        + "Access-Control-Request-Headers: authorization,if-match\r\n");
    }

    private static String origin(String origin) {
        return "Origin: " + origin + "\r\n";
    }

    private static List<String> corsHeaders(Answer answer) {
        return answer.headers().keySet().stream()
                .filter(name -> name.startsWith("access-control-"))
                .toList();
    }

    private static void assertReadable(Answer answer, String what) {
        assertThat(answer.headers().get(ALLOW_ORIGIN.toLowerCase(Locale.ROOT)))
                .as("%s: %s", what, answer)
                .containsExactly(PLAY);
        assertThat(answer.headers().get("vary")).as(what).containsExactly("Origin");
        assertThat(answer.header("Access-Control-Expose-Headers").split(", "))
                .as(what)
                .contains("ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotent-Replayed")
                .contains("X-Request-Id");
        assertThat(answer.header("Access-Control-Allow-Credentials")).as(what).isEmpty();
    }

    @Test
    void withoutTheSettingNoHeaderShouldEverBeSent() throws IOException {
        TestServer plain = TestServer.on(TestDatabase.H2);

        for (Answer answer : List.of(
                preflight(plain, "/v1/session", origin(PLAY)),
                send(plain, "GET /livez", origin(PLAY)),
                send(plain, "GET /v1/session", origin(PLAY)),
                send(plain, "GET /nothing", origin("null")))) {
            assertThat(corsHeaders(answer)).as(answer.toString()).isEmpty();
            assertThat(answer.header("Vary")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /livez, '', 200",
        "GET /v1/session, '', 401",
        "GET /v1/session, 'Authorization: Bearer gs_ended\r\n', 401",
        "GET /nothing, '', 404",
        "GET /container-error, '', 404",
        "PUT /v1/session, '', 405",
        "GET /openapi.json, 'Accept: image/png\r\n', 406",
        "GET /openapi.json, 'Accept: /;;\r\n', 400",
        "GET /v1/players?nothing=1, '', 401",
        "POST /v1/login, 'Content-Type: text/plain\r\nContent-Length: 0\r\n', 415",
        "POST /v1/login, 'Content-Type: /;;\r\nContent-Length: 0\r\n', 400",
        "POST /v1/login, 'Content-Type: application/json\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n', 413"
    })
    void everyAnswerShouldBeReadableForPagesOfANamedOrigin(String line, String headers, int status) throws IOException {
        Answer answer = send(server, line, origin(PLAY) + headers);

        assertThat(answer.status()).isEqualTo(status);
        assertReadable(answer, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Origin: null\r\n",
                "Origin: *\r\n",
                "Origin: \r\n",
                "Origin: http://play.example.com\r\n",
                "Origin: https://play.example.com:443\r\n",
                "Origin: https://play.example.com:8443\r\n",
                "Origin: https://play.example.com/\r\n",
                "Origin: https://play.example.com.evil.example\r\n",
                "Origin: https://evil-play.example.com\r\n",
                "Origin: https://a.play.example.com\r\n",
                "Origin: https://example.com\r\n",
                "Origin: https://playXexample.com\r\n",
                "Origin: https://PLAY.example.com\r\n",
                "Origin: https://play.example.com https://evil.example\r\n",
                "Origin: https://play.example.com, https://evil.example\r\n",
                "Origin: https://play.example.com\r\nOrigin: https://evil.example\r\n",
                "Origin: https://evil.example\r\nOrigin: https://play.example.com\r\n",
                "Origin: http://localhost:5173, https://play.example.com\r\n",
                "Referer: https://play.example.com/\r\n"
            })
    void othersShouldGetNothingButTheHintForCaches(String headers) throws IOException {
        for (Answer answer : List.of(
                send(server, "GET /livez", headers),
                send(server, "GET /v1/session", headers),
                preflight(server, "/v1/session", headers))) {
            assertThat(corsHeaders(answer)).as(answer.toString()).isEmpty();
            assertThat(answer.headers().get("vary")).containsExactly("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/session", "/v1/leaderboards/b", "/livez", "/nothing"})
    void preflightShouldAllowWhatTheContractHas(String path) throws IOException {
        Answer answer = preflight(server, path, origin(PLAY));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertReadable(answer, path);
        assertThat(answer.header("Access-Control-Allow-Methods").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers").split(", "))
                .containsExactlyInAnyOrder(
                        "Authorization",
                        "Content-Type",
                        "Idempotency-Key",
                        "If-Match",
                        "If-None-Match",
                        "Cache-Control");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void optionsThatIsNoPreflightShouldGoTheWayOfAllRequests() throws IOException {
        assertThat(send(server, "OPTIONS /v1/nothing", origin(PLAY)).status()).isEqualTo(404);
        assertThat(send(server, "OPTIONS /v1/session", origin(PLAY)).header("Allow"))
                .contains("GET");
    }

    @Test
    void preflightShouldCountForItsAddress() throws IOException {
        try (TestServer strict = TestServer.start(
                TestDatabase.H2,
                Map.of(
                        "gildong.http.cors-origins", ORIGINS,
                        "gildong.limits.window", "PT1H",
                        "gildong.limits.address-requests", "2"))) {
            assertThat(preflight(strict, "/v1/session", origin(PLAY)).status()).isEqualTo(204);
            assertThat(preflight(strict, "/v1/session", origin(PLAY)).status()).isEqualTo(204);
            Answer refused = preflight(strict, "/v1/session", origin(PLAY));

            assertThat(refused.status()).isEqualTo(429);
            assertReadable(refused, "429");
        }
    }

    @Test
    void gameOnANamedOriginShouldSignInByTokenAndGetNoCookie() {
        Client page = server.client().with("Origin", PLAY).with("Sec-Fetch-Site", "cross-site");
        String account = "{\"userId\":\"u%s\",\"password\":\"tiger on the red bridge\"}"
                .formatted(UUID.randomUUID().toString().substring(0, 8));
        Answer made = page.post("/v1/accounts", account);
        Answer signIn = page.post("/v1/login", account);
        Client player = page.withToken(signIn.json().get("token").textValue());

        assertThat(made.status()).isEqualTo(201);
        assertThat(signIn.status()).isEqualTo(200);
        assertReadable(signIn, "sign-in");
        assertThat(made.header("Set-Cookie") + signIn.header("Set-Cookie")).isEmpty();
        assertThat(player.get("/v1/session").status()).isEqualTo(200);
        Answer changed = player.put("/v1/me/identities/device", "{\"deviceId\":\"" + UUID.randomUUID() + "\"}");
        assertThat(changed.status()).isBetween(200, 204);
        Answer out = player.post("/v1/logout", "");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).isEmpty();
        assertReadable(out, "sign-out");
    }

    @Test
    void cookieShouldNotWorkFromANamedOrigin() {
        Client.SignedIn ann = server.client().signUp();
        Client browser =
                server.client().with("Cookie", "gildong=" + ann.token()).with("Origin", PLAY);

        for (Client page : List.of(browser, browser.with("Sec-Fetch-Site", "cross-site"))) {
            Answer refused = page.post("/v1/logout", "");

            assertThat(refused.status()).isEqualTo(403);
            assertReadable(refused, "403");
        }
        assertThat(ann.client().get("/v1/session").status()).isEqualTo(200);
    }

    /** Without the content type of JSON a browser asks nobody before it sends: that alone is refused too. */
    @Test
    void signInFromAnyOtherOriginShouldBeRefused() throws IOException {
        String body = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        String plain = "Content-Length: " + body.length() + "\r\n";
        String end = RawHttp.end(server.uri()) + body;
        String line = "POST /v1/login/device HTTP/1.1\r\n";

        assertThat(RawHttp.exchange(server.uri(), line + origin("https://evil.example") + plain + end)
                        .status())
                .isEqualTo(403);
        assertThat(RawHttp.exchange(server.uri(), line + plain + end).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.example.com",
                "https://play.example.com/",
                "https://play.example.com/game",
                "https://play.example.com:443",
                "http://play.example.com:80",
                "https://play.example.com:99999999",
                "https://Play.example.com",
                "play.example.com",
                "//play.example.com",
                "ftp://play.example.com",
                "https://user@play.example.com",
                "https://play.example.com?x",
                "https://play.example.com https://other.example.com",
                "https://play.example.com,",
                ",https://play.example.com",
                "https://play..example.com",
                "https://-.example.com",
                "https://"
            })
    void whatNoBrowserWritesShouldStopTheStart(String origins) {
        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, Map.of("gildong.http.cors-origins", origins)))
                .hasStackTraceContaining("gildong.http.cors-origins has \"");
    }
}
