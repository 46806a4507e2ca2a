package dev.gildong.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionCookieResourceTest {
    private static final String BODY = "{\"deviceId\":\"%s\"}";

    private final TestDatabase database;
    private final TestServer server;
    private final Client anonymous;

    SessionCookieResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private static Answer signIn(Client client) {
        return client.post("/v1/login/device", BODY.formatted(UUID.randomUUID()));
    }

    /** A browser that has been given this cookie. */
    private static Client browser(Client client, Answer signIn) {
        String cookie = signIn.header("Set-Cookie");
        return client.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    @Test
    void cookieShouldBeOutOfReachForScriptsAndOtherSites() {
        Answer signIn = signIn(anonymous);

        assertThat(signIn.header("Set-Cookie").split("; ?"))
                .contains(
                        "gildong=" + signIn.json().get("token").textValue(),
                        "HttpOnly",
                        "SameSite=Lax",
                        "Path=/",
                        "Max-Age=2592000")
                .doesNotContain("Secure")
                .noneMatch(attribute -> attribute.startsWith("Domain"));
    }

    @Test
    void cookieAndLocationShouldStayUnderTheContextPath() throws Exception {
        try (TestServer game = TestServer.start(database.freshUrl(), "/game", Map.of())) {
            Answer signIn = signIn(game.client());
            Client browser = browser(game.client(), signIn);

            assertThat(signIn.header("Set-Cookie").split("; ?")).contains("Path=/game");
            URI location = game.uri().resolve(signIn.header("Location"));
            assertThat(location.getPath()).startsWith("/game/v1/players/");
            assertThat(browser.get(location.getPath().substring("/game".length()))
                            .status())
                    .isEqualTo(200);
            Answer out = browser.with("Sec-Fetch-Site", "same-origin").post("/v1/logout", "");
            assertThat(out.status()).isEqualTo(204);
            assertThat(out.header("Set-Cookie").split("; ?")).contains("Path=/game", "Max-Age=0");
            assertThat(browser.get("/v1/session").status()).isEqualTo(401);
        }
    }

    @Test
    void cookieShouldSignInOnItsOwn() {
        Answer signIn = signIn(anonymous);

        assertThat(browser(anonymous, signIn).get("/v1/session").json().get("player"))
                .isEqualTo(signIn.json().get("player"));
    }

    @Test
    void tokenShouldGoBeforeTheCookie() {
        Answer ann = signIn(anonymous);
        Answer bob = signIn(anonymous);
        Client both = browser(anonymous, bob);

        assertThat(both.withToken(ann.json().get("token").textValue())
                        .get("/v1/session")
                        .json()
                        .get("player"))
                .isEqualTo(ann.json().get("player"));
        assertThat(both.withToken("gs_bad").get("/v1/session").status()).isEqualTo(401);
    }

    private void assertChanges(boolean allowed, String header, String value) {
        Client browser = browser(anonymous, signIn(anonymous));
        Client asks = header.isEmpty() ? browser : browser.with(header, value);
        Answer answer = asks.post("/v1/logout", "");

        assertThat(answer.status()).isEqualTo(allowed ? 204 : 403);
        assertThat(browser.get("/v1/session").status()).isEqualTo(allowed ? 401 : 200);
        if (!allowed) {
            assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:cross-site");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, true",
        "Sec-Fetch-Site, same-site, false",
        "Sec-Fetch-Site, cross-site, false",
        "Sec-Fetch-Site, none, false",
        "Sec-Fetch-Site, Same-Origin, false",
        "Sec-Fetch-Site, '', false",
        "Origin, null, false",
        "Origin, http://example.org, false",
        "Origin, '', false",
        "Referer, http://127.0.0.1/, false",
        "'', '', false"
    })
    void changeByCookieShouldNeedTheSameOrigin(String header, String value, boolean allowed) {
        assertChanges(allowed, header, value);
    }

    @Test
    void originShouldBeHeldAgainstTheHostOfTheRequest() {
        String origin = server.uri().toString();

        assertChanges(true, "Origin", origin);
        assertChanges(false, "Origin", origin.replace("http:", "https:"));
        assertChanges(false, "Origin", origin + "0");
        assertChanges(false, "Origin", origin.substring(0, origin.lastIndexOf(':')));
        assertChanges(false, "Origin", origin + ".example.org");
    }

    @Test
    void secFetchSiteShouldGoBeforeOrigin() {
        Client browser = browser(anonymous, signIn(anonymous))
                .with("Origin", server.uri().toString());

        assertThat(browser.with("Sec-Fetch-Site", "cross-site")
                        .post("/v1/logout", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void tokenShouldNeedNoOriginSinceNoBrowserSendsItByItself() {
        String token = signIn(anonymous).json().get("token").textValue();

        assertThat(anonymous
                        .withToken(token)
                        .with("Sec-Fetch-Site", "cross-site")
                        .post("/v1/logout", "")
                        .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gildong=",
                "gildong",
                "gildong=\"\"",
                "gildong=gs_",
                "gildong=gs_%00%00",
                "gildong=\"gs_unclosed",
                "gildong=gs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "=;=;;;=",
                ";",
                "$Version=1; gildong=x; $Path=/",
                "gildong=a, gildong=b",
                "gildong={\"a\":[1]}",
                "gildong=\u00e9\u00ff",
                "gildong=' OR '1'='1",
                "GILDONG=x; __Host-gildong=x"
            })
    void brokenCookieShouldBeNobody(String cookie) {
        assertThat(anonymous.with("Cookie", cookie).get("/v1/session").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other=\"a b\"; ", "=; ", "x=\u00e9; ", "a={\"b\":1}; ", "$Version=1; ", ";;; "})
    void brokenCookieOfOthersShouldNotKeepAnyoneOut(String other) {
        Answer signIn = signIn(anonymous);
        String token = signIn.json().get("token").textValue();

        assertThat(anonymous
                        .with("Cookie", other + "gildong=" + token)
                        .get("/v1/session")
                        .status())
                .isEqualTo(200);
        assertThat(anonymous
                        .withToken(token)
                        .with("Cookie", other)
                        .get("/v1/session")
                        .status())
                .isEqualTo(200);
    }
}
