package dev.gildong.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it tells {@code systemctl}, and what it makes of the answers: a script stands in and notes its words. */
class SystemdInstancesTest {
    @TempDir
    private Path directory;

    private SystemdInstances instances;

    @BeforeEach
    void makeSystemctl() throws IOException {
        Path systemctl = Files.writeString(directory.resolve("systemctl"), """
                #!/bin/sh
                cd "$(dirname "$0")"
                echo "$@" >> words
                cat states
                exit "$(cat status)"
                """);
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
        instances = new SystemdInstances(systemctl.toString(), new Command(Duration.ofSeconds(30)));
        answers(0);
    }

    @Test
    void unitsThatAreNotGoneShouldRun() throws IOException {
        // As systemctl does it: a line for each, and a status that is not 0 when one is not active.
        answers(3, "active", "inactive", "failed", "activating", "deactivating", "unknown");

        assertThat(instances.running(new TreeSet<>(List.of(8081, 8082, 8083, 8084, 8085, 8086))))
                .containsExactly(8081, 8084, 8085);
        assertThat(words())
                .isEqualTo("is-active gildong@8081.service gildong@8082.service gildong@8083.service"
                        + " gildong@8084.service gildong@8085.service gildong@8086.service\n");
    }

    @Test
    void answerThatLacksAUnitShouldBeRefused() throws IOException {
        answers(1); // no bus to connect to: nothing is said of any unit

        assertThatThrownBy(() -> instances.running(List.of(8081)))
                .hasMessage("systemctl is-active answers 0 lines for 1 units");
    }

    @Test
    void startShouldNotWaitAndStopShould() throws IOException {
        instances.start(8082);
        instances.stop(8082);

        assertThat(words()).isEqualTo("start --no-block gildong@8082.service\nstop gildong@8082.service\n");
        assertThat(instances.log(8082)).isEqualTo("journalctl -u gildong@8082.service");
    }

    @Test
    void failureShouldBeTold() throws IOException {
        answers(5);

        assertThatThrownBy(() -> instances.start(8082))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("start --no-block gildong@8082.service ended with 5");
    }

    private void answers(int status, String... states) throws IOException {
        Files.writeString(directory.resolve("status"), String.valueOf(status));
        Files.write(directory.resolve("states"), List.of(states));
    }

    private String words() throws IOException {
        return Files.readString(directory.resolve("words"));
    }
}
