package dev.gildong.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.Answer;
import dev.gildong.Routes;
import dev.gildong.Routes.Route;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.http.Access;
import dev.gildong.http.RawHttp;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every request of the list of routes that may change something as a browser would that a page of another origin
 * makes do so: with the cookie of an administrator, and without any. {@code @} stands for the server's own host and port.
 */
class CrossSiteTest {
    /** What shows that a page of another origin sent it, or leaves it open which header is the browser's. */
    private static final List<String> FOREIGN = List.of(
            "Sec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\n",
            "Sec-Fetch-Site: Same-Origin\r\n",
            "Sec-Fetch-Site: \r\n",
            "Sec-Fetch-Site: same-origin, cross-site\r\n",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: cross-site\r\nOrigin: http://@\r\n",
            "Sec-Fetch-Site: same-site\r\nOrigin: http://@\r\n",
            "Origin: https://example.org\r\n",
            "Origin: null\r\n",
            "Origin: \r\n",
            "Origin: *\r\n",
            "Origin: https://@\r\n",
            "Origin: http://@0\r\n",
            "Origin: http://127.0.0.1\r\n",
            "Origin: http://@.example.org\r\n",
            "Origin: http://@/\r\n",
            "Origin: http://@, https://example.org\r\n",
            "Origin: http://@\r\nOrigin: https://example.org\r\n",
            "Origin: https://example.org\r\nOrigin: http://@\r\n");

    /** What does not show where it comes from. */
    private static final List<String> UNSAID =
            List.of("", "Sec-Fetch-Site: none\r\n", "Referer: http://@/\r\n", "Sec-Fetch-Mode: cors\r\n");

    /** The third is what a browser sends through a proxy that tells another host. */
    private static final List<String> OWN = List.of(
            "Sec-Fetch-Site: same-origin\r\n",
            "Origin: http://@\r\n",
            "Sec-Fetch-Site: same-origin\r\nOrigin: https://example.org\r\n");

    private static final String JSON = "Content-Type: application/json\r\nContent-Length: 2\r\n";
    private static final String CROSS_SITE = "urn:gildong:problem:cross-site";

    private static TestServer server;
    private static Tables tables;
    private static World world;

    @BeforeAll
    static void start() throws SQLException {
        server = TestServer.start(TestDatabase.H2, World.SETTINGS);
        tables = new Tables(server.databaseUrl());
        world = new World(server);
    }

    @AfterAll
    static void stop() throws SQLException {
        tables.close();
        server.close();
    }

    static Stream<Route> changing() {
        return Routes.all().stream().filter(route -> !route.verb().equals("GET"));
    }

    static Stream<Route> reading() {
        return Routes.all().stream().filter(route -> route.verb().equals("GET"));
    }

    static Stream<Route> changingForAnyone() {
        return changing().filter(route -> route.access().value() == Access.Who.ANYONE);
    }

    /** An empty object as the body, which no route refuses before it looks at who asks. */
    private static Answer send(Route route, String credentials, String headers) throws IOException {
        String host = server.uri().getAuthority();
        return RawHttp.exchange(
                server.uri(),
                route.verb() + " " + world.path(route) + " HTTP/1.1\r\n" + credentials + headers.replace("@", host)
                        + JSON + RawHttp.end(server.uri()) + "{}");
    }

    private static String type(Answer answer) {
        return answer.status() < 400 ? "" : answer.json().get("type").textValue();
    }

    private static void assertRefused(Route route, String credentials, List<String> refused) throws Exception {
        Map<String, List<String>> rows = tables.rows();
        for (String headers : refused) {
            Answer answer = send(route, credentials, headers);

            assertThat(answer.status())
                    .as("%s with %s%s", route, headers, answer)
                    .isEqualTo(403);
            assertThat(type(answer)).as("%s with %s", route, headers).isEqualTo(CROSS_SITE);
            assertThat(answer.header("Set-Cookie"))
                    .as("%s with %s", route, headers)
                    .isEmpty();
        }
        assertThat(tables.rows()).as("%s changed something", route).isEqualTo(rows);
    }

    private static void assertLetIn(Route route, String credentials, List<String> allowed) throws IOException {
        for (String headers : allowed) {
            Answer answer = send(route, credentials, headers);

            assertThat(answer.status()).as("%s with %s", route, headers).isLessThan(500);
            assertThat(type(answer)).as("%s with %s", route, headers).isNotEqualTo(CROSS_SITE);
        }
    }

    private static String cookie() {
        return "Cookie: " + world.cookieOfAdmin() + "\r\n";
    }

    @ParameterizedTest
    @MethodSource("changing")
    void cookieShouldChangeNothingUnlessItIsShownToComeFromTheSameOrigin(Route route) throws Exception {
        assertRefused(route, cookie(), FOREIGN);
        assertRefused(route, cookie(), UNSAID);
    }

    @ParameterizedTest
    @MethodSource("changing")
    void cookieShouldDoFromTheSameOrigin(Route route) throws Exception {
        assertLetIn(route, cookie(), OWN);
        world.end();
        world = new World(server); // the route may have signed out or removed what it was called with
    }

    /** No sign-in among them: else the player would go on in an account that somebody else has chosen. */
    @ParameterizedTest
    @MethodSource("changing")
    void pageOfAnotherOriginShouldChangeNothingWithoutTheCookieEither(Route route) throws Exception {
        assertRefused(route, "", FOREIGN);
    }

    @ParameterizedTest
    @MethodSource("changingForAnyone")
    void clientsThatAreNoBrowsersShouldSignIn(Route route) throws Exception {
        assertLetIn(route, "", UNSAID);
        assertLetIn(route, "", OWN);
    }

    @ParameterizedTest
    @MethodSource("reading")
    void cookieShouldReadFromAnywhere(Route route) throws Exception {
        for (String headers : FOREIGN) {
            assertThat(type(send(route, cookie(), headers)))
                    .as("%s with %s", route, headers)
                    .isNotEqualTo(CROSS_SITE);
        }
    }

    /** No browser sends a token by itself. */
    @ParameterizedTest
    @MethodSource("changing")
    void tokenShouldNeedNoOrigin(Route route) throws Exception {
        String bearer = "Authorization: Bearer " + world.keyWithoutScopes() + "\r\n";

        assertLetIn(route, bearer, FOREIGN);
        assertLetIn(route, bearer + cookie(), FOREIGN);
        assertLetIn(route, bearer, UNSAID);
    }

    @Test
    void schemeAndHostShouldBeThoseThatTheClientSentToTheProxy() throws Exception {
        try (TestServer behind =
                TestServer.start(TestDatabase.H2, Map.of("gildong.http.trusted-proxies", "127.0.0.1/32"))) {
            String secure = "Cookie: __Host-gildong=" + behind.client().signUp().token()
                    + "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: play.example.org:443\r\n";

            assertThat(logout(behind, secure + "Origin: http://play.example.org\r\n"))
                    .isEqualTo(403);
            assertThat(logout(behind, secure + "Origin: https://example.org\r\n"))
                    .isEqualTo(403);
            assertThat(logout(behind, secure + "Origin: https://" + behind.uri().getAuthority() + "\r\n"))
                    .isEqualTo(403);
            assertThat(logout(behind, secure)).isEqualTo(403);
            assertThat(logout(behind, secure + "Origin: https://play.example.org\r\n"))
                    .isEqualTo(204);
        }
    }

    private static int logout(TestServer to, String headers) throws IOException {
        return RawHttp.exchange(to.uri(), "POST /v1/logout HTTP/1.1\r\n" + headers + RawHttp.end(to.uri()))
                .status();
    }
}
