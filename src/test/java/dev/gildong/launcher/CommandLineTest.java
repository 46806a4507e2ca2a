package dev.gildong.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void nothingShouldMeanThisComputerAlone() {
        assertThat(CommandLine.parse()).isEqualTo(new CommandLine("127.0.0.1", 8080, "", Map.of(), false));
    }

    @Test
    void everyFormShouldBeUnderstood() {
        CommandLine line = CommandLine.parse(
                "--port",
                "9000",
                "--host=0.0.0.0",
                "--data",
                "d",
                "--database.pool-size=4",
                "--gildong.mode=production");

        assertThat(line.port()).isEqualTo(9000);
        assertThat(line.host()).isEqualTo("0.0.0.0");
        assertThat(line.settings())
                .isEqualTo(Map.of(
                        "gildong.data-directory", "d",
                        "gildong.database.pool-size", "4",
                        "gildong.mode", "production"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "-p", "--port", "--port=x", "--port=70000", "--port=-1"})
    void anythingElseShouldBeRefused(String argument) {
        assertThatThrownBy(() -> CommandLine.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }
}
