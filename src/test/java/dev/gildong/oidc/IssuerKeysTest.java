package dev.gildong.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import dev.gildong.http.ProblemException;
import dev.gildong.oidc.Issuer.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the keys of an issuer are found, kept, and asked for again. */
class IssuerKeysTest {
    private static final Duration PAUSE = Judge.SETTINGS.keysPause();

    private final Issuer issuer = new Issuer();
    private final Judge judge = new Judge(issuer);

    @AfterEach
    void close() {
        judge.close();
        issuer.close();
    }

    private String token() {
        return issuer.sign(issuer.claims("ann", judge.now()).build());
    }

    private long readings() {
        return issuer.asked().stream().filter("/keys"::equals).count();
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> judge.check(token())).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(503);
            assertThat(problem.type().slug()).isEqualTo("issuer-unavailable");
            assertThat(Integer.parseInt(problem.headers().get("Retry-After"))).isBetween(1, 11);
        });
    }

    @Test
    void keysShouldBeReadOnceForManyTokens() {
        for (int i = 0; i < 5; i++) {
            assertThat(judge.believes(token())).isTrue();
        }

        assertThat(issuer.asked()).containsExactly("/.well-known/openid-configuration", "/keys");
    }

    @Test
    void keyThatIsNotKnownShouldBeAskedForOnceInAPause() {
        assertThat(judge.believes(token())).isTrue();
        judge.passes(PAUSE);
        RSAKey next = issuer.rotate();
        issuer.publish(next);

        assertThat(judge.believes(token())).isTrue();

        assertThat(readings()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            RSAKey stranger = Issuer.rsa(2048);
            assertThat(judge.believes(Issuer.sign(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID("stranger-" + i)
                                    .build(),
                            i == 0 ? stranger : next,
                            issuer.claims("ann", judge.now()).build())))
                    .isFalse();
        }
        assertThat(readings()).isEqualTo(2);
        assertThat(judge.believes(token())).isTrue();
    }

    @Test
    void tokenThatNamesNoKeyShouldBeVerifiedByAnyOfThem() {
        RSAKey other = Issuer.rsa(2048);
        issuer.publish(other, issuer.key());
        JWSHeader header = new JWSHeader(JWSAlgorithm.RS256);
        String token = Issuer.sign(
                header, issuer.key(), issuer.claims("ann", judge.now()).build());

        assertThat(judge.believes(token)).isTrue();

        RSAKey next = issuer.rotate();
        issuer.publish(next);
        judge.passes(PAUSE);
        assertThat(judge.believes(Issuer.sign(
                        header, next, issuer.claims("ann", judge.now()).build())))
                .isTrue();
        assertThat(judge.believes(token)).isFalse();
    }

    @Test
    void withdrawnKeyShouldBeBelievedNoLongerThanTheSettingSays() {
        assertThat(judge.believes(token())).isTrue();
        issuer.publish(Issuer.rsa(2048));
        judge.passes(Duration.ofMinutes(59));
        assertThat(judge.believes(token())).isTrue();
        judge.passes(Duration.ofMinutes(1));

        await().atMost(Duration.ofSeconds(30)).until(() -> !judge.believes(token()));
        assertThat(readings()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"BROKEN", "DRIPPING"})
    void keysShouldGoOnServingWhileTheIssuerIsDown(Manner manner) {
        assertThat(judge.believes(token())).isTrue();
        issuer.behave(manner);
        judge.passes(Duration.ofMinutes(359));

        assertThat(judge.believes(token())).isTrue();

        judge.passes(Duration.ofMinutes(1));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertUnavailable);
        issuer.behave(Manner.GOOD);
        judge.passes(PAUSE);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            judge.passes(PAUSE);
            return believes(token());
        });
    }

    private boolean believes(String token) {
        try {
            return judge.believes(token);
        } catch (ProblemException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"BROKEN", "DRIPPING"})
    void issuerThatNeverAnsweredShouldBeAskedOnceInAPause(Manner manner) {
        issuer.behave(manner);

        for (int i = 0; i < 5; i++) {
            assertUnavailable();
        }

        assertThat(issuer.asked()).hasSize(1);
        issuer.behave(Manner.GOOD);
        assertUnavailable();
        judge.passes(PAUSE);
        assertThat(judge.believes(token())).isTrue();
    }

    @Test
    void unknownKeyWhileTheIssuerIsDownShouldBeABadTokenAndNoFailure() {
        assertThat(judge.believes(token())).isTrue();
        judge.passes(PAUSE);
        issuer.behave(Manner.BROKEN);
        issuer.rotate();

        assertThat(judge.believes(token())).isFalse();
    }

    /** However many come at once, so many threads wait for the issuer at most, and none of them for long. */
    @Test
    void crowdShouldNotAllWaitForAnIssuerThatDrips() throws Exception {
        issuer.behave(Manner.DRIPPING);
        ExecutorService threads = Executors.newFixedThreadPool(48);
        try {
            List<Callable<String>> crowd = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                String token = token();
                crowd.add(() -> {
                    try {
                        return judge.check(token).toString();
                    } catch (ProblemException e) {
                        return e.type().slug();
                    }
                });
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(crowd)) {
                answers.add(answer.get());
            }

            assertThat(answers).containsOnly("issuer-unavailable", "sign-in-busy");
            assertThat(answers).filteredOn("issuer-unavailable"::equals).hasSizeLessThanOrEqualTo(32);
            assertThat(issuer.asked()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"URL/keys\"}",
                "{\"issuer\":\"URL/\",\"jwks_uri\":\"URL/keys\"}",
                "{\"jwks_uri\":\"URL/keys\"}",
                "{\"issuer\":[\"URL\"],\"jwks_uri\":\"URL/keys\"}",
                "{\"issuer\":\"https://evil.example\",\"issuer\":\"URL\",\"jwks_uri\":\"URL/keys\"}",
                "{\"issuer\":\"URL\"}",
                "{\"issuer\":\"URL\",\"jwks_uri\":5}",
                "{\"issuer\":\"URL\",\"jwks_uri\":\"::\"}",
                "{\"issuer\":\"URL\",\"jwks_uri\":\"file:///etc/passwd\"}",
                "{\"issuer\":\"URL\",\"jwks_uri\":\"http://10.0.0.1/keys\"}",
                "{\"issuer\":\"URL\",\"jwks_uri\":\"URL/nothing\"}",
                "{\"issuer\":\"URL\",\"jwks_uri\":\"URL/.well-known/openid-configuration\"}",
                "[]",
                "null",
                "no JSON"
            })
    void configurationThatIsNotTheIssuersShouldNotBeBelieved(String document) {
        issuer.configure(document.replace("URL", issuer.url()));

        assertUnavailable();
    }

    @Test
    void keysOfTenMegabytesShouldNotBeRead() {
        issuer.publishText("{\"keys\":[" + issuer.key().toPublicJWK() + "],\"x\":\"" + "y".repeat(10 << 20) + "\"}");

        assertUnavailable();
    }

    @Test
    void keyThatCannotBeReadShouldNotSpoilTheOthers() {
        issuer.publishText("""
                {"keys": [5, null, {}, {"kty": "RSA"}, {"kty": "XYZ", "kid": "x"}, {"kty": "RSA", "n": "AQ", "e": "AQAB"},
                {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, %s]}""".formatted(issuer.key().toPublicJWK()));

        assertThat(judge.believes(token())).isTrue();
    }

    @Test
    void issuerInAPrivateNetworkShouldNotBeAskedUnlessTheSettingsAllowIt() {
        try (Judge strict = new Judge(issuer, "", false)) {
            assertThatThrownBy(() -> strict.check(token())).isInstanceOf(ProblemException.class);
        }
        assertThat(issuer.asked()).isEmpty();
    }
}
