package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import dev.gildong.http.ProblemException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "Hong.Gil-dong_42",
                "\ud64d\uae38\ub3d9", // Hangul
                "\u6d2a\u5409\u7ae5", // Han
                "\u30db\u30f3\u5409\u7ae5", // Katakana and Han, as Japanese mixes them
                "\u0634\u0647\u0631\u0632\u0627\u062f", // Arabic
                "\u0939\u0928\u094d\u0926\u0940", // Devanagari with a spacing mark
                "\u0432\u0430\u0441\u0438\u043b\u0438\u0441\u0430", // Cyrillic
                "jos\u00e9",
                "..."
            })
    void namesOfManyScriptsShouldBeTaken(String text) {
        assertThat(UserId.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "ann ",
                " ann",
                "a nn",
                "ann\0",
                "ann\n",
                "an\u001b[31mn",
                "an\u007fn",
                "ann@example.org",
                "an/n",
                "ann\u00a0x",
                "an\u202en", // right-to-left override
                "an\u2066n\u2069", // isolates
                "an\u200fn", // right-to-left mark
                "an\u200bn", // zero width space
                "an\u200dn", // zero width joiner
                "an\u00adn", // soft hyphen
                "an\ufeffn", // byte order mark
                "an\ufffdn",
                "an\ufffen", // no character
                "an\ue000n", // private use
                "an\u2028n",
                "an\udb40\udc61n", // tag letter
                "\u3164\u3164\u3164", // Hangul fillers: letters that show nothing
                "ann\u115f\u1160",
                "ann\uffa0",
                "ann\ufe0f", // a variation selector is a mark
                "ann\udb40\udd00",
                "ann\u034f",
                "\u0301ann", // a mark on whatever stands before
                "\u0301\u0301\u0301",
                "\ud83d\udc05\ud83d\udc05\ud83d\udc05", // emoji are no letters
                "ann\ud800",
                "\udc00ann",
                "an\udc05\ud83dn"
            })
    void whatIsNoLetterDigitOrMarkShouldBeRefused(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> UserId.of(text)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(400);
            assertThat(problem.problem("id").errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.pointer()).isEqualTo("/userId"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0430lice", // Cyrillic a, Latin lice
                "al\u0131\u03b3ce", // Greek gamma
                "p\u0430ypal",
                "\u03bfscar" // Greek omicron
            })
    void scriptsThatNobodyMixesShouldBeRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, ALICE",
        "alice, AlIcE",
        "mary, rnary",
        "paul, pau1",
        "bob0, bobO",
        "scope, \u0455\u0441\u043e\u0440\u0435", // all Cyrillic
        "strasse, stra\u00dfe",
        "fiona, \ufb01ona", // a ligature
        "alice, \uff41\uff4c\uff49\uff43\uff45", // full width
        "jos\u00e9, jose\u0301", // composed and not
        "\ud64d\uae38\ub3d9, \u1112\u1169\u11bc\u1100\u1175\u11af\u1103\u1169\u11bc" // syllables and their letters
    })
    void lookAlikesShouldBeTheSame(String one, String other) {
        assertThat(UserId.of(other).key()).isEqualTo(UserId.of(one).key());
    }

    @ParameterizedTest
    @CsvSource({"alice, alise", "jose, jos\u00e9", "ann, anna", "bob, bob.", "bob, bob-", "under_score, underscore"})
    void namesThatDifferForEverybodyShouldStayApart(String one, String other) {
        assertThat(UserId.of(other).key()).isNotEqualTo(UserId.of(one).key());
    }

    /** Every code point there is, behind a name that is good. */
    @Test
    void whateverIsTakenShouldBeSeenAndKeptInNormalFormAndFoundAgain() {
        int taken = 0;
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String text = "ann" + Character.toString(codePoint);
            UserId userId;
            try {
                userId = UserId.of(text);
            } catch (ProblemException e) {
                continue;
            }
            taken++;
            assertThat(UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                            || UCharacter.hasBinaryProperty(codePoint, UProperty.BIDI_CONTROL)
                            || Character.isISOControl(codePoint)
                            || Character.isWhitespace(codePoint)
                            || Character.getType(codePoint) == Character.SURROGATE)
                    .as("%04x", codePoint)
                    .isFalse();
            assertThat(Normalizer.isNormalized(userId.text(), Normalizer.Form.NFC))
                    .isTrue();
            assertThat(userId.key()).isNotEqualTo("ann").hasSizeBetween(3, 255);
            assertThat(UserId.of(userId.text())).isEqualTo(userId);
        }
        assertThat(taken).isGreaterThan(500);
    }

    @Test
    void textShouldBeKeptInNormalForm() {
        assertThat(UserId.of("jose\u0301").text()).isEqualTo("jos\u00e9");
        assertThat(UserId.of("jose\u0301")).isEqualTo(UserId.of("jos\u00e9"));
    }

    @Test
    void lengthShouldBeCountedInCodePointsOfTheNormalForm() {
        String gothic = "\ud800\udf30"; // a letter of two UTF-16 units
        assertThat(UserId.of(gothic.repeat(32)).text()).hasSize(64);
        assertRefused(gothic.repeat(33));
        assertRefused(gothic.repeat(2));
        assertThat(UserId.of("e\u0301".repeat(32)).text()).hasSize(32);
        assertRefused("e\u0301".repeat(33));
        assertRefused("e\u0301e\u0301");
    }

    /** Two dots on one another look like many other things, and a tower of them like none. */
    @Test
    void keyShouldFitItsColumnWhateverTheTextIs() {
        assertThat(UserId.of("\ufdfa".repeat(3)).key().length()).isLessThanOrEqualTo(255);
        assertThat(UserId.of("m".repeat(32)).key()).isEqualTo("rn".repeat(32));
    }

    @Test
    void defaultLocaleShouldNotChangeWhatIsTheSame() {
        Locale before = Locale.getDefault();
        String key = UserId.of("TITIAN").key();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertThat(UserId.of("titian").key()).isEqualTo(key);
            assertThat(UserId.of("TITIAN").key()).isEqualTo(key);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void hugeTextShouldBeRefusedBeforeItIsLookedInto() {
        String marks = "a" + "\u0315\u0300".repeat(150_000);
        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(2), () -> assertRefused(marks));
    }
}
