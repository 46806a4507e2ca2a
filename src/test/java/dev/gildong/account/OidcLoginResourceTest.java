package dev.gildong.account;

import static dev.gildong.account.OidcSite.LOGIN;
import static dev.gildong.account.OidcSite.body;
import static dev.gildong.account.OidcSite.crowd;
import static dev.gildong.account.OidcSite.login;
import static dev.gildong.account.OidcSite.player;
import static dev.gildong.account.OidcSite.status;
import static dev.gildong.account.OidcSite.token;
import static dev.gildong.account.OidcSite.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.oidc.Issuer;
import dev.gildong.persistence.Database;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-in by the ID tokens of a real issuer. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OidcLoginResourceTest {
    private static final String LIST = "/v1/me/identities";
    private static final int CROWD = 8;

    private final OidcSite site;
    private final TestServer server;
    private final Issuer issuer;
    private final Client anonymous;
    private final String subject = UUID.randomUUID().toString();

    OidcLoginResourceTest(TestDatabase database) {
        this.site = OidcSite.on(database);
        this.server = site.server();
        this.issuer = site.issuer();
        this.anonymous = server.client();
    }

    private Answer signIn(String token) {
        return site.signIn(token);
    }

    @Test
    void firstSignInShouldMakeAPlayerAndALaterOneFindIt() {
        ObjectNode first = login(issuer.token(subject)).put("displayName", "Ann");
        Answer made = anonymous.post(LOGIN, first.toString());
        Answer found = anonymous.post(
                LOGIN, login(issuer.token(subject)).put("displayName", "Bob").toString());

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(URI.create(made.header("Location")).getPath()).isEqualTo("/v1/players/" + player(made));
        assertThat(made.json().at("/player/displayName").textValue()).isEqualTo("Ann");
        assertThat(made.header("Set-Cookie")).contains(token(made));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().get("player")).isEqualTo(made.json().get("player"));
        assertThat(status(site.as(made))).isEqualTo(200);
        JsonNode identities = site.as(found).get(LIST).json();
        assertThat(identities.at("/oidc/0/provider").textValue()).isEqualTo("local");
        assertThat(identities.get("devices")).isEmpty();
        assertThat(identities.has("password")).isFalse();
    }

    @Test
    void nameAndAddressInTheTokenShouldNotBeTaken() {
        Answer made = signIn(
                issuer.token(subject, claims -> claims.claim("name", "Ann Kim").claim("email", "ann@example.com")));

        assertThat(made.json().at("/player/displayName").textValue()).isEqualTo("Player");
        assertThat(made.body()).doesNotContain("Kim").doesNotContain("example");
    }

    @Test
    void badTokenShouldBeAnsweredAsAWrongPasswordIs() {
        Answer wrongPassword = anonymous.post("/v1/login", "{\"userId\":\"nobody\",\"password\":\"12345678\"}");
        String used = issuer.token(subject);
        assertThat(signIn(used).status()).isEqualTo(201);
        JWTClaimsSet claims = issuer.claims(subject, Instant.now()).build();
        long count = server.number("SELECT COUNT(*) FROM oidc_token");
        for (String bad : List.of(
                "",
                "x",
                "..",
                "bnVsbA.e30.AAAA",
                used,
                new PlainJWT(claims).serialize(),
                issuer.token(subject, each -> each.issuer("https://other.example")),
                issuer.token(subject, each -> each.audience("another-game")),
                issuer.token(subject, each -> each.expirationTime(Date.from(Instant.EPOCH))),
                issuer.token(subject, each -> each.subject(null)),
                issuer.token(subject, each -> each.claim("nonce", "n")))) {
            Answer answer = signIn(bad);
            assertThat(answer.status()).as(bad).isEqualTo(401);
            assertThat(withoutId(answer)).isEqualTo(withoutId(wrongPassword));
            assertThat(headers(answer)).isEqualTo(headers(wrongPassword)).doesNotContainKey("set-cookie");
        }
        assertThat(server.number("SELECT COUNT(*) FROM oidc_token")).isEqualTo(count);
    }

    @Test
    void bodyShouldBeHeldAgainstItsForm() {
        String good = issuer.token(subject);
        Answer unknown =
                anonymous.post(LOGIN, login(good).put("provider", "other").toString());

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().at("/errors/0/pointer").textValue()).isEqualTo("/provider");
        assertThat(anonymous.post(LOGIN, "{\"provider\":\"local\"}").status()).isEqualTo(400);
        assertThat(anonymous
                        .post(LOGIN, login(good).put("displayName", " ").toString())
                        .status())
                .isEqualTo(400);
        assertThat(signIn("a".repeat(1 << 20)).status()).isEqualTo(413);
        assertThat(signIn("a".repeat(60_000)).status()).isEqualTo(401);
        assertThat(signIn(good).status()).isEqualTo(201);
    }

    @Test
    void nonceShouldBeTheOneInTheToken() {
        String token = issuer.token(subject, claims -> claims.claim("nonce", "n-1"));

        assertThat(anonymous
                        .post(LOGIN, login(token).put("nonce", "n-2").toString())
                        .status())
                .isEqualTo(401);
        assertThat(anonymous
                        .post(LOGIN, login(token).put("nonce", "n-1").toString())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void tokenShouldSignInOnceOnWhateverNode() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", OidcSite.settings(issuer))) {
            String token = issuer.token(subject);
            assertThat(signIn(token).status()).isEqualTo(201);

            assertThat(other.client().post(LOGIN, body(token)).status()).isEqualTo(401);
            assertThat(other.client().post(LOGIN, body(respelt(token))).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void manyFirstSignInsOfOneSubjectShouldMakeOnePlayer() throws Exception {
        for (int round = 0; round < 3; round++) {
            String who = subject + round;
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                String body = login(issuer.token(who))
                        .put("displayName", who.substring(9))
                        .toString();
                requests.add(() -> anonymous.post(LOGIN, body));
            }
            List<Answer> answers = crowd(requests);

            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
            assertThat(answers).extracting(OidcSite::player).containsOnly(player(answers.get(0)));
            assertThat(server.number("SELECT COUNT(*) FROM player WHERE display_name = '" + who.substring(9) + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void oneTokenThatManySendAtOnceShouldSignOneIn() throws Exception {
        for (boolean known : List.of(false, true)) {
            String body = body(issuer.token(subject));
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                requests.add(() -> anonymous.post(LOGIN, body));
            }

            assertThat(crowd(requests))
                    .extracting(Answer::status)
                    .containsOnlyOnce(known ? 200 : 201)
                    .containsOnly(known ? 200 : 201, 401);
        }
    }

    @Test
    void bannedPlayerShouldStayOut() {
        String id = player(signIn(issuer.token(subject)));
        assertThat(server.admin()
                        .put("/v1/players/" + id + "/ban", "{\"reason\":\"Insults\"}")
                        .status())
                .isEqualTo(200);

        Answer banned = signIn(issuer.token(subject));

        assertThat(banned.status()).isEqualTo(403);
        assertThat(type(banned)).isEqualTo("banned");
    }

    /** It is used up by the unit that opens the session, and by no other. */
    @Test
    void tokenThatSignedNobodyInShouldStayGood() {
        String ban = "/v1/players/" + player(signIn(issuer.token(subject))) + "/ban";
        assertThat(server.admin().put(ban, "{\"reason\":\"Insults\"}").status()).isEqualTo(200);
        String token = issuer.token(subject);
        assertThat(signIn(token).status()).isEqualTo(403);
        assertThat(server.admin().delete(ban).status()).isEqualTo(204);

        assertThat(signIn(token).status()).isEqualTo(200);

        assertThat(signIn(token).status()).isEqualTo(401);
    }

    @Test
    void keysShouldBeFollowedWhenTheIssuerChangesThem() {
        assertThat(signIn(issuer.token(subject)).status()).isEqualTo(201);
        issuer.publish(issuer.rotate());

        await().atMost(Duration.ofSeconds(10))
                .until(() -> signIn(issuer.token(subject)).status() == 200);
    }

    @Test
    void purgeShouldForgetTokensThatHaveExpiredAndNoOthers() {
        String token = issuer.token(subject);
        assertThat(signIn(token).status()).isEqualTo(201);
        server.sql("INSERT INTO oidc_token (token_hash, forget_at) VALUES ('old-" + subject.substring(0, 30) + "', 1)");
        try (Database direct = TestDatabase.open(server.databaseUrl(), 2)) {
            assertThat(direct.transact(OidcIdentityRepository::purge)).isFalse();
        }

        assertThat(server.number("SELECT COUNT(*) FROM oidc_token WHERE token_hash LIKE 'old-%'"))
                .isZero();
        assertThat(signIn(token).status()).isEqualTo(401);
    }

    private static JsonNode withoutId(Answer answer) {
        return ((ObjectNode) answer.json()).without("instance");
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.keySet().removeAll(List.of("x-request-id", "date", "ratelimit"));
        return headers;
    }

    /** The same signature in other letters: of the last of 342 four bits stand for nothing. */
    private static String respelt(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
    }
}
