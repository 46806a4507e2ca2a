package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
    private static final UserId USER = UserId.of("honggildong");
    private static final String TIGER = "\uD83D\uDC05";

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Password.chosen(text, USER))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(400);
                    assertThat(problem.problem("id").errors()).singleElement().satisfies(error -> {
                        assertThat(error.pointer()).isEqualTo("/password");
                        assertThat(error.detail()).doesNotContain(text.isEmpty() ? "\0" : text);
                    });
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tiger on the red bridge", "        ", "\t\n\0\u001b[31m\u007f", "' OR 1=1 --", "Tr0ub4dor&3"})
    void anythingLongEnoughShouldBeTakenAsItIs(String text) {
        assertThat(Password.chosen(text, USER).text()).isEqualTo(text);
    }

    @Test
    void keyboardsThatWriteTheSameLettersDifferentlyShouldWriteTheSamePassword() {
        assertThat(Password.sent("Ro\u0301z\u0307a-\u1112\u1169\u11bc").text()).isEqualTo("R\u00f3\u017ca-\ud64d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1234567", "password", "PASSWORD", "PaSsWoRd", "12345678", "HongGildong", "honggildong"})
    void whatAnyoneWouldTryFirstShouldBeRefused(String text) {
        assertRefused(text);
    }

    @Test
    void lengthShouldBeCountedInCodePoints() {
        assertRefused(TIGER.repeat(7));
        assertThatCode(() -> Password.chosen(TIGER.repeat(8), USER)).doesNotThrowAnyException();
        assertThatCode(() -> Password.chosen(TIGER.repeat(128), USER)).doesNotThrowAnyException();
        assertRefused(TIGER.repeat(129));
    }

    /** Every lone surrogate would be hashed as the same question mark. */
    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "tiger\udbff bridge", "\udc05\ud83d tiger"})
    void halfASurrogatePairShouldBeRefused(String text) {
        assertRefused(text + "........");
    }

    @Test
    void passwordsThatDifferInNormalFormShouldBothBeKeptApartOrTakenForTheSameEverywhere() {
        String composed = "p\u00e4ssw\u00f6rter";
        String decomposed = "pa\u0308sswo\u0308rter";

        // Now: every byte counts, at registration and at sign-in alike.
        assertThat(Password.chosen(composed, USER).bytes())
                .isEqualTo(Password.sent(composed).bytes());
        assertThat(Password.chosen(decomposed, USER).bytes())
                .isEqualTo(Password.sent(decomposed).bytes());
    }

    @Test
    void sentPasswordMayBeShortSinceItIsOnlyCompared() {
        assertThat(Password.sent("x").text()).isEqualTo("x");
        assertThatThrownBy(() -> Password.sent("x".repeat(129))).isInstanceOf(ProblemException.class);
    }

    @Test
    void passwordShouldNotShowItself() {
        assertThat(Password.sent("tiger on the red bridge")).asString().doesNotContain("tiger");
        assertThat(new CreateAccountRequest("ann", "tiger on the red bridge", null).toString())
                .doesNotContain("tiger");
        assertThat(new LoginRequest("ann", "tiger on the red bridge").toString())
                .doesNotContain("tiger");
    }
}
