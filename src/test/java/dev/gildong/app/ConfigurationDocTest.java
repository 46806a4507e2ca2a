package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.config.SettingGroup;
import dev.gildong.config.SettingKey;
import dev.gildong.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/CONFIGURATION.md} what the code says. */
class ConfigurationDocTest {
    private static final Path REFERENCE = Path.of("docs/CONFIGURATION.md");
    private static final String WRITE = "mvn -q test -Dtest=ConfigurationDocTest -Ddocs.write=true";

    private static final String HEAD = """
            # Settings

            <!-- Written by ConfigurationDocTest from the records of settings. To write it again: %s -->

            Where a value comes from; a later source wins:

            1. The default.
            2. The file `gildong.properties`. It lies in `webapp-config/` and is packed into the WAR. To use another one
               in its place, name it: in the environment by `GILDONG_CONFIG`, on the command line by `--config FILE`, or
               as the system property `gildong.config`.
            3. A parameter of the servlet context, such as
               `<Parameter name="gildong.database.user" value="gildong"/>` in Tomcat's context file.
            4. The environment, by the name in the second column.
            5. A system property (`-Dgildong.database.user=gildong`). The command line sets one too:
               `--gildong.database.user=gildong`, or shorter `--database.user=gildong`.

            Address, port and context path are no settings but matters of the server: `--host`, `--port` and `--context` on
            the command line, `server.xml` on Tomcat.

            A key that does not exist stops the start, and so does a value that is not allowed. The message names the key
            and what there is, or what is allowed. Only names that begin with `gildong.tomcat.`, `gildong.test.` or
            `GILDONG_TEST_` are passed over: they are for Tomcat's own files and for the tests.

            The value of a secret is never shown, in a log or in a message. Keep it out of the command line and out of
            Tomcat's context file, which others can often read: the environment, or a file of one's own, is the place
            for it.

            Durations are written as in ISO 8601: `PT0.5S` is half a second, `PT10M` ten minutes, `P30D` thirty days. A path
            that is not absolute begins at the working directory.

            Where a key has `<name>` in it, there may be any number of such groups. The operator chooses their names: letters
            and digits, 31 at most, a letter first, in lower case but in the environment.

            Game modules declare settings of their own, below `gildong.module.` and the module's name: see
            [game modules](guides/game-modules.md).

            With `gildong.mode = production` a start is refused when the database is not a MySQL one, and when there is no
            administrator's key: neither set, nor in the database from an earlier start. An administrator's key or database
            password that stands in an example is refused as well, and so is an origin for CORS without https.
            """;

    @Test
    void referenceShouldBeWhatTheCodeDeclares() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(REFERENCE, reference());
        }

        assertThat(Files.readString(REFERENCE))
                .as("%s is stale; write it again with: %s", REFERENCE, WRITE)
                .isEqualTo(reference());
    }

    @Test
    void everyDefaultShouldBeAllowed() {
        Settings settings = Settings.load(Gildong.SETTINGS, Map.of());

        assertThat(Gildong.SETTINGS)
                .allSatisfy(group -> assertThat(settings.group(group)).isNotNull());
    }

    @Test
    void keysShouldBeInKebabCaseAndNoTwoTheSameInTheEnvironment() {
        List<SettingKey> keys = Gildong.SETTINGS.stream()
                .flatMap(group -> SettingKey.of(group).stream())
                .toList();

        assertThat(keys)
                .extracting(SettingKey::name)
                .allMatch(key -> key.matches("gildong(\\.([a-z0-9]+(-[a-z0-9]+)*|<name>))+"));
        assertThat(keys).extracting(SettingKey::environmentName).doesNotHaveDuplicates();
    }

    private static String reference() {
        StringBuilder text = new StringBuilder(HEAD.formatted(WRITE));
        for (Class<? extends Record> group : Gildong.SETTINGS) {
            String prefix = Objects.requireNonNull(group.getAnnotation(SettingGroup.class))
                    .value();
            text.append("\n## ").append(prefix).append("""


                    | key | in the environment | allowed | default | what it is for |
                    |---|---|---|---|---|
                    """);
            SettingKey.of(group).forEach(key -> text.append(row(key)));
        }
        return text.toString();
    }

    private static String row(SettingKey key) {
        String allowed = key.allowed() + (key.setting().secret() ? "; secret" : "");
        String byDefault = key.setting().byDefault().isEmpty()
                ? "empty"
                : "`" + key.setting().byDefault() + "`";
        return "| `%s` | `%s` | %s | %s | %s |%n"
                .formatted(
                        key.name(),
                        key.environmentName(),
                        allowed,
                        byDefault,
                        key.setting().doc().replace("|", "\\|"))
                .replace(System.lineSeparator(), "\n");
    }
}
