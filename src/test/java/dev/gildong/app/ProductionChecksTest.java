package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionChecksTest {
    /** What looks like a key that somebody could copy: one of our form, or whatever a setting or variable is given. */
    private static final Pattern SAMPLE = Pattern.compile("gk_[A-Za-z0-9_-]{29,}"
            + "|(?<=(?:ADMIN_KEY|admin-key|adminKey|\\bKEY)[\"']?[ =:,]{1,3}[\"']?)[A-Za-z0-9_-]{32,200}");

    @Test
    void everyKeyThatStandsInThisRepositoryShouldBeKnown() throws IOException {
        TreeSet<String> samples = new TreeSet<>();
        for (String root : List.of("README.md", "docs", "src", "tomcat-conf", "webapp-config", "pom.xml")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    collect(file, samples);
                }
            }
        }

        assertThat(samples)
                .contains(TestServer.ADMIN_KEY)
                .anyMatch(sample -> sample.startsWith("gk_Jt3"))
                .anyMatch(sample -> sample.startsWith("bench-key"))
                .allMatch(ProductionChecks::known);
    }

    private static void collect(Path file, TreeSet<String> samples) throws IOException {
        try {
            SAMPLE.matcher(Files.readString(file, StandardCharsets.UTF_8))
                    .results()
                    .forEach(result -> samples.add(result.group()));
        } catch (MalformedInputException e) {
            return; // no text
        }
    }

    @Test
    void keysThatWereDrawnShouldNotBe() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(ProductionChecks.known(Token.random(Token.SECRET_BYTES))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestServer.ADMIN_KEY,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Change-Me-Please-Change-Me-Please-Now",
                "12345678901234567890123456789012345"
            })
    void knownAdminKeyShouldStopAProductionStartAndNotBeShown(String key) {
        Map<String, String> settings = Map.of(
                "gildong.mode",
                "production",
                "gildong.database.url",
                "jdbc:mysql://127.0.0.1:1/x",
                "gildong.admin-key",
                key);

        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, settings))
                .hasStackTraceContaining("gildong.admin-key is one that anyone could try")
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain(key));
    }

    @Test
    void examplePasswordOfTheDatabaseShouldStopAProductionStart() {
        Map<String, String> settings = Map.of(
                "gildong.mode",
                "production",
                "gildong.database.url",
                "jdbc:mysql://127.0.0.1:1/x",
                "gildong.admin-key",
                Token.random(Token.SECRET_BYTES),
                "gildong.database.password",
                "gildong");

        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, settings))
                .hasStackTraceContaining("gildong.database.password is one that anyone would try");
    }

    @Test
    void plainHttpOfAnotherOriginShouldStopAProductionStart() {
        Map<String, String> settings = Map.of(
                "gildong.mode",
                "production",
                "gildong.database.url",
                "jdbc:mysql://127.0.0.1:1/x",
                "gildong.admin-key",
                Token.random(Token.SECRET_BYTES),
                "gildong.http.cors-origins",
                "https://play.example.com, http://localhost:5173");

        assertThatThrownBy(() -> TestServer.start(TestDatabase.H2, settings))
                .hasStackTraceContaining(
                        "gildong.http.cors-origins has \"http://localhost:5173\"; in production only https is allowed");
    }
}
