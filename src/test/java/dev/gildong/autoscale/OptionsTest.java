package dev.gildong.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Map<String, String> KEY = Map.of("GILDONG_AUTOSCALE_KEY", "gk_x");

    @Test
    void nothingShouldMeanThePolicyOfTheIssue() {
        Options options = Options.parse(List.of(), KEY);

        assertThat(options.policy())
                .isEqualTo(new Policy(
                        1,
                        Runtime.getRuntime().availableProcessors(),
                        0.5,
                        0.2,
                        new Policy.Waits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5))));
        assertThat(options.state()).isEqualTo(Path.of("/run/haproxy/admin.sock.autoscale"));
        assertThat(options.has("dry-run")).isFalse();
    }

    @Test
    void commandLineShouldWinOverTheEnvironment() {
        Options options = Options.parse(
                List.of("--max", "6", "--high=0.7", "--dry-run"),
                Map.of("GILDONG_AUTOSCALE_MAX", "3", "GILDONG_AUTOSCALE_FIRST_PORT", "9001", "GILDONG_MODE", "x"));

        assertThat(options.policy().max()).isEqualTo(6);
        assertThat(options.policy().high()).isEqualTo(0.7);
        assertThat(options.firstPort()).isEqualTo(9001);
        assertThat(options.has("dry-run")).isTrue();
    }

    @Test
    void usageShouldTellOfEveryOptionAndItsDefault() {
        Options.parse(List.of(), Map.of()).values().forEach((name, value) -> {
            assertThat(Options.USAGE).contains("--" + name + " ");
            assertThat(Options.USAGE).contains(value);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "--max", "--nothing 1", "--key gk_x", "-max 1", "--max=1 x"})
    void unknownWordsShouldBeRefused(String line) {
        assertThatThrownBy(() -> Options.parse(List.of(line.split(" ")), KEY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--min=0",
                "--max=x",
                "--min=3 --max=2",
                "--high=1.5",
                "--high=NaN",
                "--low=0.6",
                "--settle=-PT1S",
                "--cooldown-in=5m",
                "--interval=PT0S",
                "--first-port=70000",
                "--drain-timeout=1",
                "--backend=a;b",
                "--backend=a/b",
                "--server=check;quit"
            })
    void badValuesShouldBeRefused(String line) {
        Options options = Options.parse(List.of(line.split(" ")), KEY);

        assertThatThrownBy(() -> use(options)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyShouldComeFromTheEnvironmentAlone() {
        assertThatCode(() -> use(Options.parse(List.of(), KEY))).doesNotThrowAnyException();
        assertThatThrownBy(() -> use(Options.parse(List.of(), Map.of()))).hasMessageContaining("GILDONG_AUTOSCALE_KEY");
    }

    @Test
    void misspeltVariableShouldBeRefused() {
        assertThatThrownBy(() -> Options.parse(List.of(), Map.of("GILDONG_AUTOSCALE_MAXIMUM", "3")))
                .hasMessage("there is no GILDONG_AUTOSCALE_MAXIMUM");
    }

    private static void use(Options options) {
        options.policy();
        options.firstPort();
        options.interval();
        options.patience();
        options.site();
    }
}
