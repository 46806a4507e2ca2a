package dev.gildong.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokensTest {
    private static final String[] ASYMMETRIC = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"
    };

    private final Issuer issuer = new Issuer();
    private final Judge judge = new Judge(issuer);

    @AfterEach
    void close() {
        judge.close();
        issuer.close();
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.sign(change.apply(issuer.claims("ann", judge.now())).build());
    }

    private JWTClaimsSet claims() {
        return issuer.claims("ann", judge.now()).build();
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(issuer.key().getKeyID());
    }

    private Date at(long seconds) {
        return Date.from(judge.now().plusSeconds(seconds));
    }

    private static String[] asymmetric() {
        return ASYMMETRIC;
    }

    @ParameterizedTest
    @MethodSource("asymmetric")
    void signatureByAPairOfKeysShouldBeBelieved(String name) throws Exception {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
        if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
            assertThat(judge.believes(Issuer.sign(header(algorithm).build(), issuer.key(), claims())))
                    .isTrue();
            return;
        }
        ECKey key = new ECKeyGenerator(
                        Curve.forJWSAlgorithm(algorithm).iterator().next())
                .keyID("ec")
                .generate();
        issuer.publish(key, issuer.key());
        String good = Issuer.sign(new JWSHeader.Builder(algorithm).keyID("ec").build(), key, claims());

        assertThat(judge.check(good)).hasValueSatisfying(token -> {
            assertThat(token.subject()).isEqualTo("ann");
            assertThat(token.provider()).isEqualTo("local");
            assertThat(token.refusedFrom()).isEqualTo(judge.now().plusSeconds(3660));
        });
        assertThat(judge.believes(good.substring(0, good.length() - 8) + "AAAAAAAA"))
                .isFalse();
    }

    @Test
    void tokenWithoutASignatureShouldBeRefused() {
        String plain = new PlainJWT(claims()).serialize();
        String payload = plain.split("\\.")[1];
        List<String> unsigned = new ArrayList<>(List.of(plain, plain + "e30"));
        for (String none : List.of("none", "NONE", "None", "", "null")) {
            unsigned.add(Base64URL.encode("{\"alg\":\"" + none + "\"}") + "." + payload + ".");
            unsigned.add(Base64URL.encode("{\"alg\":\"" + none + "\"}") + "." + payload + ".AAAA");
        }
        String good = issuer.sign(claims());
        unsigned.add(good.substring(0, good.lastIndexOf('.') + 1));

        assertThat(unsigned).noneMatch(judge::believes);
    }

    /** The classic: the public key, which everybody knows, as the secret of an HMAC. */
    @Test
    void hmacWithThePublicKeyShouldBeRefused() throws Exception {
        byte[] der = issuer.key().toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.encode(der) + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.US_ASCII))) {
            for (JWSAlgorithm algorithm : JWSAlgorithm.Family.HMAC_SHA) {
                OctetSequenceKey key = new OctetSequenceKey.Builder(secret)
                        .keyID(issuer.key().getKeyID())
                        .build();
                assertThat(judge.believes(Issuer.sign(header(algorithm).build(), key, claims())))
                        .isFalse();
            }
        }
    }

    @Test
    void secretThatTheIssuerPublishesShouldVerifyNothing() {
        OctetSequenceKey secret =
                new OctetSequenceKey.Builder(new byte[64]).keyID("hs").build();
        issuer.publishText(
                "{\"keys\":[" + secret.toJSONString() + "," + issuer.key().toPublicJWK() + "]}");

        assertThat(judge.believes(Issuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("hs").build(), secret, claims())))
                .isFalse();
        assertThat(judge.believes(issuer.sign(claims()))).isTrue();
    }

    @Test
    void keysInTheHeaderOfATokenShouldBeIgnoredAndNeverFetched() throws Exception {
        RSAKey own = Issuer.rsa(2048);
        URI theirs = URI.create(issuer.url() + "/stolen");
        for (JWSHeader header : List.of(
                header(JWSAlgorithm.RS256).jwk(own.toPublicJWK()).build(),
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(own.getKeyID())
                        .jwk(own.toPublicJWK())
                        .build(),
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(own.getKeyID())
                        .jwkURL(theirs)
                        .build(),
                header(JWSAlgorithm.RS256).jwkURL(theirs).build(),
                header(JWSAlgorithm.RS256).x509CertURL(theirs).build(),
                header(JWSAlgorithm.RS256)
                        .x509CertChain(List.of(Base64.encode("none")))
                        .build())) {
            assertThat(judge.believes(Issuer.sign(header, own, claims())))
                    .as("%s", header)
                    .isFalse();
        }

        assertThat(issuer.asked()).doesNotContain("/stolen").isNotEmpty();
        String good = Issuer.sign(header(JWSAlgorithm.RS256).jwkURL(theirs).build(), issuer.key(), claims());
        assertThat(judge.believes(good)).isTrue();
    }

    @Test
    void headerThatMustBeUnderstoodShouldBeRefused() {
        for (String name : List.of("b64", "exp", "http://example.com/unknown")) {
            JWSHeader header = header(JWSAlgorithm.RS256)
                    .criticalParams(Set.of(name))
                    .customParam("http://example.com/unknown", true)
                    .build();
            assertThat(judge.believes(Issuer.sign(header, issuer.key(), claims())))
                    .as(name)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"JWT, true", "jwt, true", "at+jwt, false", "logout+jwt, false", "dpop+jwt, false"})
    void tokenOfAnotherKindShouldBeRefused(String type, boolean good) {
        JWSHeader header =
                header(JWSAlgorithm.RS256).type(new JOSEObjectType(type)).build();

        assertThat(judge.believes(Issuer.sign(header, issuer.key(), claims()))).isEqualTo(good);
    }

    @Test
    void keyForEncryptionOrTooWeakOneShouldVerifyNothing() throws Exception {
        RSAKey encryption =
                new RSAKey.Builder(issuer.key()).keyUse(KeyUse.ENCRYPTION).build();
        issuer.publish(encryption);
        assertThat(judge.believes(issuer.sign(claims()))).isFalse();

        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair weak = generator.generateKeyPair();
        issuer.publish(new RSAKey.Builder((RSAPublicKey) weak.getPublic())
                .keyID("weak")
                .build());
        judge.passes(Duration.ofMinutes(5));
        String signed =
                Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"weak\"}") + "." + Base64URL.encode(claims().toString());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(weak.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        assertThat(judge.believes(signed + "." + Base64URL.encode(signature.sign())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://accounts.example.com", "", "/"})
    void tokenOfAnotherIssuerShouldBeRefused(String other) {
        String name = other.equals("/") ? issuer.url() + "/" : other;

        assertThat(judge.believes(token(claims -> claims.issuer(name)))).isFalse();
        assertThat(judge.believes(token(claims -> claims.issuer(null)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "the-game, , true",
        "other-game, , true",
        "the-game, android-app, true",
        "another, , false",
        "another, the-game, false",
        "the-game another, the-game, true",
        "another the-game, other-game, true",
        "the-game another, another, false",
        "the-game another, , false",
        "the-game the-game, , false",
        "The-game, , false",
        "the-game-2, , false"
    })
    void tokenShouldBeForUs(String audience, String authorized, boolean good) {
        List<String> all = Arrays.asList(audience.split(" "));

        assertThat(judge.believes(token(claims -> claims.audience(all).claim("azp", authorized))))
                .isEqualTo(good);
    }

    @Test
    void tokenForNobodyShouldBeRefused() {
        assertThat(judge.believes(token(claims -> claims.audience((String) null))))
                .isFalse();
        assertThat(judge.believes(token(claims -> claims.audience(List.of())))).isFalse();
        assertThat(judge.believes(token(claims -> claims.claim("aud", 5)))).isFalse();
        assertThat(judge.believes(token(claims -> claims.claim("aud", Arrays.asList(null, "x")))))
                .isFalse();
        assertThat(judge.believes(token(claims -> claims.claim("azp", 5)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -59, true",
        "exp, -61, false",
        "iat, 59, true",
        "iat, 61, false",
        "iat, -659, true",
        "iat, -661, false",
        "nbf, 59, true",
        "nbf, 61, false",
        "nbf, -1000000, true"
    })
    void timesShouldHaveAMinuteOfLeeway(String claim, int seconds, boolean good) {
        assertThat(judge.believes(token(claims -> claims.claim(claim, at(seconds)))))
                .isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat", "sub", "aud", "iss"})
    void claimThatIsMissingOrOfAnotherTypeShouldBeRefused(String claim) {
        for (Object value : Arrays.asList(
                null, "", "\u00e4", true, List.of(), List.of(1), Map.of("a", 1), -1, 0.5, Long.MIN_VALUE)) {
            assertThat(judge.believes(token(claims -> claims.claim(claim, value))))
                    .as("%s", value)
                    .isFalse();
        }
    }

    /** Times that overflow when they are counted in milliseconds. */
    @Test
    void hugeTimesShouldNeitherFailNorLastForEver() {
        for (Number huge : List.of(Long.MAX_VALUE, Long.MAX_VALUE / 1000, 1e300, Integer.MAX_VALUE)) {
            assertThat(judge.check(token(claims -> claims.claim("exp", huge))).stream())
                    .allSatisfy(token -> assertThat(token.refusedFrom())
                            .isBeforeOrEqualTo(
                                    judge.now().plus(Duration.ofDays(1).plusSeconds(60))));
            assertThat(judge.believes(token(claims -> claims.claim("iat", huge))))
                    .isFalse();
        }
    }

    @Test
    void subjectShouldBeOfTheLengthAndLettersOfTheStandard() {
        assertThat(judge.believes(token(claims -> claims.subject("a".repeat(255)))))
                .isTrue();
        assertThat(judge.believes(token(claims -> claims.subject("auth0|Ann Kim"))))
                .isTrue();
        for (String subject : List.of("a".repeat(256), "", "\u00e4nn", "ann\n", "ann\u0000", "\ud83d\udc05")) {
            assertThat(judge.believes(token(claims -> claims.subject(subject))))
                    .as(subject)
                    .isFalse();
        }
    }

    @Test
    void nonceShouldBeTheOneThatTheClientWanted() {
        String with = token(claims -> claims.claim("nonce", "n-0S6_WzA2Mj"));
        String without = token(claims -> claims);

        assertThat(judge.check(with, "n-0S6_WzA2Mj")).isPresent();
        assertThat(judge.check(with, "n-0S6_WzA2MJ")).isEmpty();
        assertThat(judge.check(with, null)).isEmpty();
        assertThat(judge.check(without, null)).isPresent();
        assertThat(judge.check(without, "n-0S6_WzA2Mj")).isEmpty();
        assertThat(judge.check(token(claims -> claims.claim("nonce", 5)), "5")).isEmpty();
        try (Judge strict = new Judge(issuer, "127.0.0.0/8", true)) {
            assertThat(strict.check(with, "n-0S6_WzA2Mj")).isPresent();
            assertThat(strict.check(without, null)).isEmpty();
        }
    }

    /** Another spelling of the signature must not make a token that was used look like a new one. */
    @Test
    void hashShouldBeOfWhatIsSignedAlone() {
        String token = issuer.sign(claims());
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // Of the last of 342 characters four bits stand for nothing.
        String other = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1);

        assertThat(judge.check(other).map(IdToken::hash))
                .isPresent()
                .isEqualTo(judge.check(token).map(IdToken::hash));
        assertThat(judge.check(" " + token + "\n").map(IdToken::hash))
                .isEqualTo(judge.check(token).map(IdToken::hash));
        assertThat(judge.check(token(claims -> claims)).map(IdToken::hash))
                .isNotEqualTo(judge.check(token).map(IdToken::hash));
    }

    @Test
    void tokenOfGreatLengthOrDepthShouldBeRefused() {
        String claims = String.join(",", java.util.Collections.nCopies(10_000, "\"c\":1"));
        for (String payload : List.of(
                "{" + claims + "}", "{\"a\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}", "[".repeat(9_000))) {
            String text = header(JWSAlgorithm.RS256).build().toBase64URL() + "." + Base64URL.encode(payload) + ".AAAA";
            assertThat(judge.believes(text)).isFalse();
            assertThat(judge.believes(Base64URL.encode(payload) + ".e30.AAAA")).isFalse();
        }
        assertThat(judge.believes("a".repeat(1 << 20))).isFalse();
        assertThat(judge.believes(".".repeat(10_000))).isFalse();
        assertThat(judge.believes(token(builder -> builder.claim("long", "x".repeat(20_000)))))
                .isFalse();
    }

    /** Whatever a client sends, it is refused and no failure of ours. */
    @Test
    void mutilatedTokensShouldBeRefusedOneAsTheOther() {
        Random random = new Random(7);
        String good = issuer.sign(claims());
        String letters = "ABCxyz09-_.=+/ \n\u0000\u00e9{}\"";
        String signed = good.substring(0, good.lastIndexOf('.'));
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(signed.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, other(text.charAt(at), letters, random));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            if (!text.toString().strip().equals(good)) {
                assertThat(judge.believes(text.toString())).as("%s", text).isFalse();
            }
        }
        assertThat(judge.believes(good)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("asymmetric")
    void signatureOfAnyOtherLengthShouldBeRefused(String name) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        issuer.publish(issuer.key(), key);
        for (String kid : List.of("ec", issuer.key().getKeyID())) {
            String signed = Base64URL.encode("{\"alg\":\"" + name + "\",\"kid\":\"" + kid + "\"}") + "."
                    + Base64URL.encode(claims().toString());
            for (int length : List.of(0, 1, 63, 64, 65, 96, 132, 255, 256, 257, 2_000)) {
                assertThat(judge.believes(signed + "." + Base64URL.encode(new byte[length])))
                        .isFalse();
            }
        }
    }

    private static char other(char than, String letters, Random random) {
        char letter = letters.charAt(random.nextInt(letters.length()));
        return letter == than ? 'Q' : letter;
    }

    @Test
    void headersOfEveryOddKindShouldBeRefused() {
        String payload = Base64URL.encode(claims().toString()).toString();
        for (String header : List.of(
                "{}",
                "[]",
                "null",
                "\"RS256\"",
                "{\"alg\":null}",
                "{\"alg\":5}",
                "{\"alg\":\"RS256\",\"kid\":5}",
                "{\"alg\":\"RS256\",\"jwk\":5}",
                "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\"}}",
                "{\"alg\":\"RS256\",\"jku\":\"::\"}",
                "{\"alg\":\"RS256\",\"x5c\":[5]}",
                "{\"alg\":\"RS256\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"crit\":[\"alg\"]}",
                "{\"alg\":\"RS256\",\"typ\":5}",
                "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"EdDSA\"}",
                "{\"alg\":\"ES256K\"}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}")) {
            assertThat(judge.believes(Base64URL.encode(header) + "." + payload + ".AAAA"))
                    .as(header)
                    .isFalse();
        }
    }

    @Test
    void instantOfTheTestShouldBeWhatIsCompared() {
        Instant issued = judge.now();
        String token = issuer.sign(issuer.claims("ann", issued).build());
        judge.passes(Duration.ofSeconds(659));
        assertThat(judge.believes(token)).isTrue();
        judge.passes(Duration.ofSeconds(1));

        assertThat(judge.believes(token)).isFalse();
    }
}
