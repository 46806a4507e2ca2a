package dev.gildong.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What stops a start, and what it says. */
class ModuleStartTest {
    private static final String NOTHING = "return ModuleParts.of();";

    @TempDir
    private Path folder;

    private TestServer start(String url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.putIfAbsent("gildong.modules.directory", folder.toString());
        return TestServer.start(url, "/", settings);
    }

    private void assertRefused(String... parts) {
        assertRefused(TestDatabase.H2, Map.of(), parts);
    }

    private void assertRefused(TestDatabase database, Map<String, String> settings, String... parts) {
        for (String part : parts) {
            assertThatThrownBy(() -> start(database.freshUrl(), settings).close())
                    .hasStackTraceContaining(part);
        }
    }

    private void module(String type, String name, String body, String more) {
        ModuleJar.of(folder, type, name, body, more, Map.of());
    }

    @Test
    void directoryThatIsNotThereShouldStopTheStart() {
        assertRefused(
                TestDatabase.H2,
                Map.of("gildong.modules.directory", folder.resolve("none").toString()),
                "gildong.modules.directory cannot be read");
    }

    @Test
    void emptyDirectoryAndLibrariesShouldDoNoHarm() throws IOException {
        start(TestDatabase.H2.freshUrl(), Map.of()).close();

        Files.copy(ModuleJar.of(folder, "A", "a", NOTHING, "", Map.of()), folder.resolve("library.txt"));

        start(TestDatabase.H2.freshUrl(), Map.of()).close();
    }

    @Test
    void brokenJarShouldBeNamed() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no jar");

        assertRefused("the module jar broken.jar cannot be read");
    }

    @Test
    void twoVersionsOfOneModuleShouldBeNamed() throws IOException {
        Files.copy(ModuleJar.of(folder, "A", "a", NOTHING, "", Map.of()), folder.resolve("A-2.jar"));

        assertRefused("the game module m.A is in A-2.jar and in A.jar");
    }

    @Test
    void twoModulesOfOneNameShouldBeNamed() {
        module("A", "same", NOTHING, "");
        module("B", "same", NOTHING, "");

        assertRefused("game module same: it is in", "A.jar", "B.jar");
    }

    @ParameterizedTest
    @CsvSource({"Upper", "a-b", "1st", "a_b", "''"})
    void nameThatIsNoneShouldBeRefused(String name) {
        module("A", name, NOTHING, "");

        assertRefused("game module " + name + ": a name is 1 to 31 of a-z and 0-9, a letter first");
    }

    @Test
    void moduleThatCannotBeMadeOrStartedShouldBeNamed() {
        module("A", "a", NOTHING, "public A() { throw new IllegalStateException(\"no luck\"); }");
        assertRefused("a game module of A.jar cannot be loaded", "no luck");

        module("A", "a", "throw new IllegalStateException(\"no luck\");", "");
        assertRefused("game module a did not start: java.lang.IllegalStateException: no luck");
    }

    @Test
    void migrationThatFailsShouldBeNamed() {
        ModuleJar.of(folder, "A", "a", NOTHING, "", Map.of("db/module/a/V1__x.sql", "CREATE TABEL a_x (x INT);"));

        assertRefused("game module a: its migration failed");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nameWithWhichOtherTablesBeginShouldBeRefused(TestDatabase database) {
        ModuleJar.of(
                folder, "A", "task", NOTHING, "", Map.of("db/module/task/V1__x.sql", "CREATE TABLE task_x (x INT);"));
        ModuleJar.of(
                folder,
                "B",
                "player",
                NOTHING,
                "",
                Map.of("db/module/player/V1__x.sql", "CREATE TABLE player_x (x INT) ${tableOptions};"));

        assertRefused(database, Map.of(), "there are tables already whose names begin with player_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Path(\"v1/a/x\")|@GET public String get() { return \"\"; }|declares no @Access",
                "@Path(\"v1/a/x\")|@Path(\"y\") public R sub() { return this; }|hands requests on",
                "@Path(\"v1/ab\")|@GET @Access(Access.Who.ANYONE) public String get() { return \"\"; }"
                        + "|the path v1/ab is not below v1/a",
                "@Path(\"a\")|@GET @Access(Access.Who.ANYONE) public String get() { return \"\"; }"
                        + "|the path a is not below v1/a",
                "|@GET @Access(Access.Who.ANYONE) public String get() { return \"\"; }|has no @Path"
            })
    void resourceThatBreaksARuleShouldBeRefused(String path, String method, String message) {
        module(
                "A",
                "a",
                "return ModuleParts.of(new R());",
                (path == null ? "" : path) + " public static class R { " + method + " }");

        assertRefused("game module a: ", message);
    }

    /** Jersey finds annotations on interfaces too, where {@code @Access} would be looked for in vain. */
    @Test
    void methodWhoseAnnotationsAreInheritedShouldBeRefused() {
        module("A", "a", "return ModuleParts.of(new R());", """
                public interface I { @GET String get(); }
                @Path("v1/a") public static class R implements I { public String get() { return ""; } }
                """);

        assertRefused("declares no @Access");
    }

    @Test
    void moduleOfTheNameOfBuiltInRoutesShouldBeRefused() {
        module("A", "leaderboards", "return ModuleParts.of(new R());", """
                @Path("v1/leaderboards/x") public static class R {
                    @GET @Access(Access.Who.ANYONE) public String get() { return ""; }
                }
                """);

        assertRefused("game module leaderboards: the server has routes below v1/leaderboards itself");
    }

    @Test
    void settingsShouldBeTheModulesOwnAndKnown() {
        ModuleJar.phoneBook(folder);
        assertRefused(
                TestDatabase.H2,
                Map.of("gildong.module.phonebook.cached-entires", "5"),
                "unknown setting gildong.module.phonebook.cached-entires");
        assertRefused(
                TestDatabase.H2,
                Map.of("gildong.module.phonebook.cached-entries", "0"),
                "gildong.module.phonebook.cached-entries is \"0\"; allowed: whole number, 1 to 1000000");

        module("A", "a", NOTHING, """
                @dev.gildong.config.SettingGroup("gildong.http") public record S() {}
                public java.util.List<Class<? extends Record>> settings() { return java.util.List.of(S.class); }
                """);
        assertRefused("are no @SettingGroup below gildong.module.a");
    }

    @Test
    void moduleBesideTheServersOwnClassesShouldBeFound() throws IOException {
        Path jar = ModuleJar.phoneBook(folder);

        try (URLClassLoader application = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                Modules modules = Modules.load(new ModuleSettings(Path.of("")), application)) {
            assertThat(modules.schemas().extensions())
                    .extracting(extension -> extension.name())
                    .containsExactly("phonebook");
        }
    }
}
