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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who signed a token, and with what. */
class SignaturesTest {
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

    private JWTClaimsSet claims() {
        return issuer.claims("ann", judge.now()).build();
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(issuer.key().getKeyID());
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
}
