package dev.gildong.account;

import static dev.gildong.account.OidcSite.LOGIN;
import static dev.gildong.account.OidcSite.body;
import static dev.gildong.account.OidcSite.crowd;
import static dev.gildong.account.OidcSite.player;
import static dev.gildong.account.OidcSite.status;
import static dev.gildong.account.OidcSite.token;
import static dev.gildong.account.OidcSite.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.oidc.Issuer;
import dev.gildong.token.Token;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts at an OpenID provider that are linked and unlinked. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MyOidcResourceTest {
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final String LIST = "/v1/me/identities";
    private static final String LOCAL = LIST + "/oidc/local";
    private static final int CROWD = 8;

    private final OidcSite site;
    private final TestServer server;
    private final Issuer issuer;
    private final Client anonymous;
    private final String subject = UUID.randomUUID().toString();

    MyOidcResourceTest(TestDatabase database) {
        this.site = OidcSite.on(database);
        this.server = site.server();
        this.issuer = site.issuer();
        this.anonymous = server.client();
    }

    private Answer signIn(String token) {
        return site.signIn(token);
    }

    private Client signedIn() {
        return site.as(signIn(issuer.token(subject)));
    }

    private static String link(String token) {
        return "{\"idToken\":\"" + token + "\"}";
    }

    @Test
    void linkedSubjectShouldSignTheSamePlayerIn() {
        Client ann = anonymous.signUp().client();
        String token = issuer.token(subject);

        Answer linked = ann.put(LOCAL, link(token));
        Answer again = ann.put(LOCAL, link(token));

        assertThat(linked.status()).as(linked.body()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(linked.json());
        assertThat(ann.get(LIST).json().get("oidc")).containsExactly(linked.json());
        assertThat(signIn(token).status()).isEqualTo(401);
        Answer signIn = signIn(issuer.token(subject));
        assertThat(signIn.status()).isEqualTo(200);
        assertThat(player(signIn)).isEqualTo(ann.get("/v1/me").json().get("id").textValue());
        assertThat(status(ann)).isEqualTo(200);
    }

    @Test
    void badOrUsedTokenShouldLinkNothingAndLeaveTheSession() {
        String used = issuer.token(subject);
        assertThat(signIn(used).status()).isEqualTo(201);
        Client bob = anonymous.signUp().client();
        String theirs = issuer.token(subject + "2");
        assertThat(signIn(theirs).status()).isEqualTo(201);
        server.sql("DELETE FROM oidc_identity WHERE subject = '" + subject + "2'");

        for (String bad : List.of("", "x", issuer.token(subject, claims -> claims.audience("another")), theirs)) {
            Answer refused = bob.put(LOCAL, link(bad));
            assertThat(refused.status()).as(bad).isEqualTo(403);
            assertThat(type(refused)).isEqualTo("wrong-id-token");
        }
        Answer taken = bob.put(LOCAL, link(issuer.token(subject)));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(type(taken)).isEqualTo("subject-taken");
        assertThat(bob.put(LIST + "/oidc/other", link(issuer.token(subject + "3")))
                        .status())
                .isEqualTo(404);
        assertThat(status(bob)).isEqualTo(200);
        assertThat(bob.get(LIST).json().get("oidc")).isEmpty();
    }

    @Test
    void anotherSubjectShouldTakeThePlaceAndEndTheOtherSessions() {
        Client phone = signedIn();
        Client desk = signedIn();

        Answer replaced = desk.put(LOCAL, link(issuer.token(subject + "-new")));

        assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
        assertThat(desk.get(LIST).json().get("oidc")).hasSize(1);
        assertThat(status(desk)).isEqualTo(200);
        await().atMost(WITHIN).until(() -> status(phone) == 401);
        String id = desk.get("/v1/me").json().get("id").textValue();
        assertThat(player(signIn(issuer.token(subject + "-new")))).isEqualTo(id);
        assertThat(player(signIn(issuer.token(subject)))).isNotEqualTo(id);
    }

    @Test
    void oneSubjectThatManyWantAtOnceShouldSignOnePlayerIn() throws Exception {
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            Client player = anonymous.signUp().client();
            String body = link(issuer.token(subject));
            requests.add(() -> player.put(LOCAL, body));
        }

        assertThat(crowd(requests))
                .extracting(Answer::status)
                .containsOnlyOnce(201)
                .containsOnly(201, 409);
    }

    @Test
    void lastIdentityShouldStay() {
        Client ann = signedIn();
        assertThat(type(ann.delete(LOCAL))).isEqualTo("last-identity");
        assertThat(ann.delete(LIST + "/oidc/other").status()).isEqualTo(404);
        assertThat(signIn(issuer.token(subject)).status()).isEqualTo(200);
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        assertThat(ann.put(LIST + "/device", device).status()).isEqualTo(201);
        Client other = anonymous.withToken(token(anonymous.post("/v1/login/device", device)));

        assertThat(ann.delete(LOCAL).status()).isEqualTo(204);

        assertThat(ann.delete(LOCAL).status()).isEqualTo(404);
        await().atMost(WITHIN).until(() -> status(other) == 401);
        assertThat(status(ann)).isEqualTo(200);
        assertThat(type(ann.delete(LIST + "/device"))).isEqualTo("last-identity");
        assertThat(signIn(issuer.token(subject)).status()).isEqualTo(201); // another player's first sign-in
    }

    @Test
    void identityOfAProviderShouldLetTheOthersGo() {
        Client ann = anonymous.signUp().client();
        assertThat(ann.put(LOCAL, link(issuer.token(subject))).status()).isEqualTo(201);

        assertThat(ann.delete(LIST + "/device").status()).isEqualTo(204);

        assertThat(type(ann.delete(LOCAL))).isEqualTo("last-identity");
    }

    @Test
    void ofTwoIdentitiesThatAreUnlinkedAtOnceOneShouldStay() throws Exception {
        for (int round = 0; round < 5; round++) {
            Client ann = anonymous.signUp().client();
            assertThat(ann.put(LOCAL, link(issuer.token(subject + round))).status())
                    .isEqualTo(201);

            assertThat(crowd(List.of(() -> ann.delete(LOCAL), () -> ann.delete(LIST + "/device"))))
                    .extracting(Answer::status)
                    .containsExactlyInAnyOrder(204, 409);
        }
    }

    @Test
    void signInsDuringAnUnlinkShouldNotOutliveIt() throws Exception {
        Client ann = anonymous.signUp().client();
        String id = ann.get("/v1/me").json().get("id").textValue();
        assertThat(ann.put(LOCAL, link(issuer.token(subject))).status()).isEqualTo(201);
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            String body = body(issuer.token(subject));
            requests.add(() -> anonymous.post(LOGIN, body));
        }
        requests.add(CROWD / 2, () -> ann.delete(LOCAL));

        for (Answer answer : crowd(requests)) {
            if (answer.status() == 200 && player(answer).equals(id)) {
                await().atMost(WITHIN).until(() -> status(anonymous.withToken(token(answer))) == 401);
            }
        }
        assertThat(status(ann)).isEqualTo(200);
    }

    /** The node remembers the session for a while; the unit asks the database whether it is still there. */
    @Test
    void sessionThatEndedMeanwhileShouldLinkAndUnlinkNothing() {
        Answer made = signIn(issuer.token(subject));
        Client ann = site.as(made);
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        assertThat(ann.put(LIST + "/device", device).status()).isEqualTo(201);
        assertThat(status(ann)).isEqualTo(200);
        server.sql("DELETE FROM sign_in_session WHERE token_hash = '" + Token.hash(token(made)) + "'");

        assertThat(ann.put(LOCAL, link(issuer.token(subject + "-new"))).status())
                .isEqualTo(401);
        assertThat(ann.delete(LOCAL).status()).isEqualTo(401);

        assertThat(player(signIn(issuer.token(subject)))).isEqualTo(player(made));
    }

    @Test
    void erasedPlayerShouldLeaveNoSubject() {
        Answer before = signIn(issuer.token(subject));

        assertThat(site.as(before).delete("/v1/me").status()).isEqualTo(202);

        assertThat(server.number("SELECT COUNT(*) FROM oidc_identity WHERE subject = '" + subject + "'"))
                .isZero();
        Answer after = signIn(issuer.token(subject));
        assertThat(after.status()).isEqualTo(201);
        assertThat(player(after)).isNotEqualTo(player(before));
    }

    @Test
    void exportShouldNameTheSubject() {
        Client ann = signedIn();
        String path =
                URI.create(ann.post("/v1/me/exports", "").header("Location")).getPath();

        await().atMost(Duration.ofSeconds(30)).until(() -> ann.get(path).status() == 200);

        JsonNode kept = ann.get(path).json().at("/identities/0/oidc");
        assertThat(kept.get("provider").textValue()).isEqualTo("local");
        assertThat(kept.get("subject").textValue()).isEqualTo(subject);
    }
}
