package dev.gildong.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says: by whom, for whom, about whom, and when. */
class ClaimsTest {
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

    private Date at(long seconds) {
        return Date.from(judge.now().plusSeconds(seconds));
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
