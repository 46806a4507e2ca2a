package dev.gildong.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.gildong.http.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    private static final String TIGER = "\uD83D\uDC05";

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> DisplayName.of(text)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(400);
            assertThat(problem.problem("id").errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.pointer()).isEqualTo("/displayName"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "Hong Gildong",
                "\ud64d\uae38\ub3d9",
                "\u0634\u0647\u0631\u0632\u0627\u062f",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian with a zero width non-joiner
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", // a family of three emoji and two joiners
                "\uD83C\uDDF0\uD83C\uDDF7", // a flag
                "\u2764\ufe0f", // a heart and its variation selector
                "<b>'; DROP TABLE player; --\\",
                "e\u0323\u0302"
            })
    void namesThatCanBeShownShouldBeTaken(String text) {
        assertThat(DisplayName.of(text).text()).isEqualToNormalizingUnicode(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann ",
                " ann",
                "\u3000ann",
                "ann\u2003",
                "an\0n",
                "an\nn",
                "an\tn",
                "an\u001b[31mn",
                "an\u007fn",
                "an\u0085n",
                "an\u202en", // right-to-left override
                "an\u202an",
                "an\u2066n\u2069",
                "an\u200en",
                "an\u200fn",
                "an\u061cn",
                "an\u200bn", // zero width space
                "an\u2060n", // word joiner
                "an\u00adn", // soft hyphen
                "an\ufeffn",
                "an\u2028n",
                "an\u2029n",
                "an\ue000n",
                "an\ufffen",
                "an\u0378n", // unassigned
                "an\udb40\udc61n", // tag letter
                "ann\ud800",
                "\udc00ann",
                "\udc05\ud83d"
            })
    void whatCannotBeShownSafelyShouldBeRefused(String text) {
        assertRefused(text);
    }

    /** A name that shows nothing cannot be told from another, nor be reported by its victims. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0",
                "ann\u00a0",
                "\u202fann",
                "\u2007",
                "\u200d",
                "\u200c\u200d",
                "\u3164", // Hangul filler, a letter by its category
                "\u115f\u1160",
                "\uffa0",
                "\u2800", // Braille without dots
                "\u034f",
                "\ufe0f",
                "\udb40\udd00" // a variation selector
            })
    void nameThatShowsNothingShouldBeRefused(String text) {
        assertRefused(text);
    }

    @Test
    void textShouldBeKeptInNormalForm() {
        assertThat(DisplayName.of("Jose\u0301")).isEqualTo(DisplayName.of("Jos\u00e9"));
        assertThat(DisplayName.of("\u1112\u1169\u11bc").text()).isEqualTo("\ud64d");
    }

    @Test
    void lengthShouldBeCountedInCodePointsOfTheNormalForm() {
        assertThat(DisplayName.of(TIGER.repeat(32)).text()).hasSize(64);
        assertRefused(TIGER.repeat(33));
        assertThat(DisplayName.of("e\u0301".repeat(32)).text()).hasSize(32);
        assertRefused("e\u0301".repeat(33));
        assertThat(DisplayName.of("x" + "\u0335".repeat(31)).text()).hasSize(32);
        assertRefused("x" + "\u0335".repeat(32));
    }

    /** To sort many marks into canonical order costs the square of their number. */
    @Test
    void hugeTextShouldBeRefusedBeforeItIsLookedInto() {
        String marks = "a" + "\u0315\u0300".repeat(150_000);
        assertTimeout(Duration.ofSeconds(2), () -> assertRefused(marks));
    }
}
