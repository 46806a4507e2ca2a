package dev.gildong.account;

import static dev.gildong.account.OidcSite.LOGIN;
import static dev.gildong.account.OidcSite.body;
import static dev.gildong.account.OidcSite.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.oidc.Issuer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When sign-in by ID tokens has to wait: for the issuer, or since there were too many tries. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OidcLoginLimitsTest {
    private final TestDatabase database;
    private final Issuer issuer;
    private final String subject = UUID.randomUUID().toString();

    OidcLoginLimitsTest(TestDatabase database) {
        this.database = database;
        this.issuer = OidcSite.on(database).issuer();
    }

    @Test
    void issuerThatDoesNotAnswerShouldBe503AndABadTokenStill401() {
        try (Issuer dead = new Issuer();
                TestServer own = TestServer.start(database, OidcSite.settings(dead))) {
            dead.behave(Issuer.Manner.BROKEN);
            Answer answer = own.client().post(LOGIN, body(dead.token(subject)));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(type(answer)).isEqualTo("issuer-unavailable");
            assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(own.client().post(LOGIN, body("x")).status()).isEqualTo(401);
            assertThat(own.number("SELECT COUNT(*) FROM player")).isZero();
            assertThat(own.number("SELECT MAX(tries) FROM guess")).isEqualTo(1); // the bad one alone
        }
    }

    @Test
    void floodOfBadTokensShouldHaveToWait() {
        Map<String, String> settings = new HashMap<>(OidcSite.settings(issuer));
        settings.put("gildong.guessing.address-tries", "3");
        try (TestServer own = TestServer.start(database, settings)) {
            Client client = own.client();
            for (int i = 0; i < 5; i++) {
                assertThat(client.post(LOGIN, body(issuer.token(subject))).status())
                        .isIn(200, 201);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(client.post(LOGIN, body("x")).status()).isEqualTo(401);
            }

            Answer blocked = client.post(LOGIN, body(issuer.token(subject)));

            assertThat(blocked.status()).isEqualTo(429);
            assertThat(type(blocked)).isEqualTo("too-many-tries");
            assertThat(Integer.parseInt(blocked.header("Retry-After"))).isPositive();
            assertThat(client.post("/v1/login", "{\"userId\":\"nobody\",\"password\":\"12345678\"}")
                            .status())
                    .isEqualTo(429);
        }
    }

    @Test
    void addressShouldMakeNoMorePlayersThanTheSettingSays() {
        Map<String, String> settings = new HashMap<>(OidcSite.settings(issuer));
        settings.put("gildong.guessing.new-players", "2");
        try (TestServer own = TestServer.start(database, settings)) {
            assertThat(own.client().post(LOGIN, body(issuer.token("a"))).status())
                    .isEqualTo(201);
            assertThat(own.client().post(LOGIN, body(issuer.token("b"))).status())
                    .isEqualTo(201);
            assertThat(own.client().post(LOGIN, body(issuer.token("c"))).status())
                    .isEqualTo(429);
            assertThat(own.client().post(LOGIN, body(issuer.token("a"))).status())
                    .isEqualTo(200);
        }
    }
}
