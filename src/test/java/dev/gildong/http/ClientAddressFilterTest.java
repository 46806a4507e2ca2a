package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressFilterTest {
    private static final String PROXIES = "127.0.0.1/32, 10.0.0.0/8, fd00::/8";

    private static TestServer behindProxy;
    private static int proxies;
    /** Takes one request from each address. */
    private static TestServer strict;

    @BeforeAll
    static void start() {
        behindProxy = TestServer.start(TestDatabase.H2, Map.of("gildong.http.trusted-proxies", PROXIES));
        strict = TestServer.start(
                TestDatabase.H2,
                Map.of(
                        "gildong.http.trusted-proxies", PROXIES,
                        "gildong.limits.window", "PT1H",
                        "gildong.limits.address-requests", "1"));
    }

    @AfterAll
    static void stop() {
        behindProxy.close();
        strict.close();
    }

    private static Answer signIn(Client client) {
        return client.post("/v1/login/device", "{\"deviceId\":\"%s\"}".formatted(UUID.randomUUID()));
    }

    private static int status(Client client, String forwardedFor) {
        return client.with("X-Forwarded-For", forwardedFor).get("/openapi.json").status();
    }

    /** Whether both count as one address; neither may have been seen before. */
    private static boolean same(String one, String other) {
        assertThat(status(strict.client(), one)).isEqualTo(200);
        return status(strict.client(), other) == 429;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 192.0.2.1",
                "192.0.2.2, 10.1.1.1 | 192.0.2.2",
                "192.0.2.3, 10.1.1.1, fd00::5 | 192.0.2.3",
                "203.0.113.9, 192.0.2.4 | 192.0.2.4",
                "203.0.113.9, 192.0.2.5, 10.0.0.1 | 192.0.2.5",
                "nonsense, 192.0.2.6 | 192.0.2.6",
                "192.0.2.7:4711 | 192.0.2.7",
                "[2001:db8:0:1::1]:443 | 2001:db8:0:1::1",
                "::ffff:192.0.2.8 | 192.0.2.8",
                "2001:db8:0:2::1 | 2001:db8:0:2:ffff::9",
                "192.0.2.99, unknown, 10.0.0.77 | 10.0.0.77"
            })
    void clientShouldBeTheLastAddressThatIsNoProxy(String forwardedFor, String client) {
        assertThat(same(forwardedFor, client)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.11 | 192.0.2.12",
                "2001:db8:0:3::1 | 2001:db8:0:4::1",
                "192.0.2.13, 192.0.2.14 | 192.0.2.13"
            })
    void othersShouldCountForThemselves(String one, String other) {
        assertThat(same(one, other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", ",,,", "999.1.1.1", "1.2.3", "localhost", "::1::", "[", "[]", "]:", "a:b:c", "\u00e9"})
    void whatIsNoAddressShouldBePassedOver(String nonsense) {
        String proxy = "10.9.9." + ++proxies;

        assertThat(same(nonsense + ", " + proxy, proxy)).isTrue();
    }

    @Test
    void nobodyElseShouldSayWhoTheyAre() {
        Map<String, String> settings = Map.of("gildong.limits.window", "PT1H", "gildong.limits.address-requests", "2");
        try (TestServer open = TestServer.start(TestDatabase.H2, settings)) {
            Answer signIn = signIn(open.client()
                    .with("X-Forwarded-Proto", "https")
                    .with("X-Forwarded-Host", "evil.example")
                    .with("X-Forwarded-For", "192.0.2.3"));

            assertThat(signIn.header("Set-Cookie")).startsWith("gildong=").doesNotContain("Secure");
            assertThat(signIn.header("Location")).doesNotContain("evil");
            assertThat(status(open.client(), "192.0.2.4")).isEqualTo(200);
            assertThat(status(open.client(), "192.0.2.5")).isEqualTo(429);
        }
    }

    @Test
    void httpsInFrontShouldMakeTheCookieSecureAndTheOriginGood() {
        Client proxied =
                behindProxy.client().with("X-Forwarded-Proto", "https").with("X-Forwarded-Host", "play.example");
        Answer signIn = signIn(proxied);
        String cookie = signIn.header("Set-Cookie");
        Client browser = proxied.with("Cookie", cookie.substring(0, cookie.indexOf(';')));

        assertThat(cookie).startsWith("__Host-gildong=").contains("Secure");
        assertThat(URI.create(signIn.header("Location")).getHost()).isIn(null, "play.example");
        assertThat(browser.with("Origin", "http://play.example")
                        .post("/v1/logout", "")
                        .status())
                .isEqualTo(403);
        assertThat(browser.with("Origin", "https://evil.example")
                        .post("/v1/logout", "")
                        .status())
                .isEqualTo(403);
        assertThat(browser.with("Origin", "https://play.example")
                        .post("/v1/logout", "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void listsShouldBeReadAtThePlaceOfTheClient() {
        Client client = behindProxy.client().with("X-Forwarded-For", "203.0.113.1, 192.0.2.1, 10.0.0.1");

        assertThat(signIn(client.with("X-Forwarded-Proto", "http, https, http")).header("Set-Cookie"))
                .startsWith("__Host-gildong=");
        assertThat(signIn(client.with("X-Forwarded-Proto", "https, http, https"))
                        .header("Set-Cookie"))
                .startsWith("gildong=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "..",
                "-",
                "a..b",
                "[::",
                "[]",
                "[::1]:",
                "[zz]",
                "a:b",
                "a:999999",
                "a:99999",
                "a/b",
                "a@b",
                "\u00e9",
                ":80",
                "1.2.3.4.5"
            })
    void hostThatIsNoneShouldNotDisturb(String host) {
        Answer answer =
                signIn(behindProxy.client().with("X-Forwarded-Host", host).with("X-Forwarded-Proto", "gopher"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Set-Cookie")).startsWith("gildong=");
    }
}
