package dev.gildong.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.launcher.CommandLine.Wanted;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void nothingShouldMeanThisComputerAlone() {
        assertThat(CommandLine.parse()).isEqualTo(new CommandLine("127.0.0.1", 8080, "", Map.of(), Wanted.SERVER));
    }

    @Test
    void everyFormShouldBeUnderstood() {
        CommandLine line = CommandLine.parse(
                "--port",
                "9000",
                "--host=0.0.0.0",
                "--data",
                "d",
                "--modules",
                "m",
                "--database.pool-size=4",
                "--gildong.mode=production");

        assertThat(line.port()).isEqualTo(9000);
        assertThat(line.host()).isEqualTo("0.0.0.0");
        assertThat(line.settings())
                .isEqualTo(Map.of(
                        "gildong.data-directory", "d",
                        "gildong.modules.directory", "m",
                        "gildong.database.pool-size", "4",
                        "gildong.mode", "production"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"worker", "--role=worker", "--role worker", "--gildong.role=worker", "worker --role=worker"})
    void workerShouldListenBesideTheServer(String line) {
        assertThat(CommandLine.parse(line.split(" ")))
                .isEqualTo(new CommandLine("127.0.0.1", 8081, "", Map.of("gildong.role", "worker"), Wanted.SERVER));
    }

    @Test
    void workerShouldTakeOptionsAsTheServerDoes() {
        CommandLine line = CommandLine.parse("worker", "--port", "8080", "--data", "d");

        assertThat(line.port()).isEqualTo(8080);
        assertThat(line.settings()).isEqualTo(Map.of("gildong.role", "worker", "gildong.data-directory", "d"));
        assertThat(CommandLine.parse("worker", "--help").wanted()).isEqualTo(Wanted.HELP);
    }

    @Test
    void migrateShouldTakeSettings() {
        CommandLine line = CommandLine.parse("migrate", "--database.user=schema");

        assertThat(line.wanted()).isEqualTo(Wanted.MIGRATION);
        assertThat(line.settings()).isEqualTo(Map.of("gildong.database.user", "schema"));
        assertThat(CommandLine.parse("migrate", "--help").wanted()).isEqualTo(Wanted.HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "web"})
    void otherRolesShouldListenWhereTheServerDoes(String role) {
        assertThat(CommandLine.parse("--role=" + role).port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server",
                "web",
                "Worker",
                "worker worker",
                "worker migrate",
                "migrate worker",
                "--port=1 worker",
                "worker --role=web",
                "worker --port="
            })
    void otherWordsAndContradictionsShouldBeRefused(String line) {
        assertThatThrownBy(() -> CommandLine.parse(line.split(" "))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p", "--port", "--port=x", "--port=70000", "--port=-1"})
    void anythingElseShouldBeRefused(String argument) {
        assertThatThrownBy(() -> CommandLine.parse(argument)).isInstanceOf(IllegalArgumentException.class);
    }
}
