package dev.gildong.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever text a client sends as a token. */
class IdTokensTest {
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
        String claims = String.join(",", Collections.nCopies(10_000, "\"c\":1"));
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
}
