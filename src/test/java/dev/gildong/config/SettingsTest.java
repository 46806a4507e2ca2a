package dev.gildong.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String POOL_SIZE = "gildong.sample.pool-size";

    private final Properties file = new Properties();
    private final Map<String, String> contextParameters = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Properties systemProperties = new Properties();

    @TempDir
    private Path directory;

    @BeforeEach
    void nameTheFile() {
        systemProperties.setProperty(
                "gildong.config", directory.resolve("sample.properties").toString());
    }

    @SettingGroup("gildong.sample")
    record Sample(
            @Setting(doc = "A number.", byDefault = "16", min = "2", max = "200")
            int poolSize,

            @Setting(doc = "A duration.", byDefault = "PT2S", min = "PT0.5S", max = "PT1M")
            Duration waitAtMost,

            @Setting(doc = "A switch.", byDefault = "false") boolean strict,
            @Setting(doc = "A choice.", byDefault = "small") Size size,
            @Setting(doc = "A place.", byDefault = "here") Path directory,
            @Setting(doc = "Any text.", byDefault = "") String name,

            @Setting(doc = "A secret.", byDefault = "1000", min = "1000", max = "9999", secret = true)
            int pin) {}

    @SettingGroup("gildong.friend.<name>")
    record Friend(
            @Setting(doc = "Where.") String homePage,

            @Setting(doc = "How many.", byDefault = "3", min = "1", max = "9")
            int times) {}

    enum Size {
        SMALL,
        LARGE
    }

    /** Where a value may come from; a later one wins. */
    enum Source {
        FILE,
        CONTEXT_PARAMETER,
        ENVIRONMENT,
        SYSTEM_PROPERTY
    }

    private void give(Source source, String key, String value) {
        switch (source) {
            case FILE -> file.setProperty(key, value);
            case CONTEXT_PARAMETER -> contextParameters.put(key, value);
            case ENVIRONMENT -> environment.put(environmentName(key), value);
            case SYSTEM_PROPERTY -> systemProperties.setProperty(key, value);
        }
    }

    private static String environmentName(String key) {
        return new SettingKey(
                        key, String.class, SettingKey.of(Sample.class).get(0).setting())
                .environmentName();
    }

    private Settings load() {
        try (var out = Files.newBufferedWriter(directory.resolve("sample.properties"))) {
            file.store(out, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Settings.load(List.of(Sample.class, Friend.class), contextParameters, environment, systemProperties);
    }

    private Sample sample() {
        return load().group(Sample.class);
    }

    @Test
    void defaultsShouldStandWhereNothingIsGiven() {
        assertThat(sample())
                .isEqualTo(new Sample(16, Duration.ofSeconds(2), false, Size.SMALL, Path.of("here"), "", 1000));
    }

    @Test
    void valuesOfEveryTypeShouldBeRead() {
        give(Source.FILE, POOL_SIZE, " 200 ");
        give(Source.FILE, "gildong.sample.wait-at-most", "PT0.5S");
        give(Source.FILE, "gildong.sample.strict", "true");
        give(Source.FILE, "gildong.sample.size", "large");
        give(Source.FILE, "gildong.sample.directory", "/var/lib/gildong");
        give(Source.FILE, "gildong.sample.name", "홍길동");
        give(Source.FILE, "gildong.sample.pin", "9999");

        assertThat(sample())
                .isEqualTo(new Sample(
                        200, Duration.ofMillis(500), true, Size.LARGE, Path.of("/var/lib/gildong"), "홍길동", 9999));
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void laterSourceShouldWin(Source winner) {
        int value = 100;
        for (Source source : EnumSet.range(Source.FILE, winner)) {
            value++;
            give(source, POOL_SIZE, String.valueOf(value));
        }

        assertThat(sample().poolSize()).isEqualTo(value);
    }

    @Test
    void fileNamedByTheEnvironmentShouldBeRead() throws IOException {
        Path other = Files.writeString(directory.resolve("other.properties"), "gildong.sample.pool-size = 7\n");
        systemProperties.clear();
        environment.put("GILDONG_CONFIG", other.toString());

        assertThat(sample().poolSize()).isEqualTo(7);
    }

    @Test
    void fileNamedByTheSystemPropertyShouldWinOverTheOneOfTheEnvironment() {
        environment.put("GILDONG_CONFIG", directory.resolve("none.properties").toString());
        give(Source.FILE, POOL_SIZE, "8");

        assertThat(sample().poolSize()).isEqualTo(8);
    }

    @Test
    void fileThatIsNotThereShouldStopTheStart() {
        systemProperties.setProperty(
                "gildong.config", directory.resolve("none.properties").toString());

        assertThatThrownBy(this::load).isInstanceOf(SettingsException.class).hasMessageContaining("none.properties");
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void unknownKeyShouldStopTheStartAndShowWhatExists(Source source) {
        give(source, "gildong.sample.pol-size", "100");
        boolean fromEnvironment = source == Source.ENVIRONMENT;

        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(fromEnvironment ? "GILDONG_SAMPLE_POL_SIZE" : "gildong.sample.pol-size")
                .hasMessageContaining("there are: ")
                .hasMessageContaining(fromEnvironment ? "GILDONG_SAMPLE_POOL_SIZE" : POOL_SIZE);
    }

    @Test
    void keyOfAnotherProgramShouldStopTheStartInTheFileAlone() {
        contextParameters.put("other.key", "1");
        environment.put("PATH", "/usr/bin");
        systemProperties.setProperty("java.home", "/usr");
        assertThat(sample().poolSize()).isEqualTo(16);

        file.setProperty("sample.pool-size", "100");
        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("unknown setting sample.pool-size");
    }

    @Test
    void namesForTestsAndForTomcatShouldBePassedOver() {
        environment.put("GILDONG_TEST_MYSQL_URL", "jdbc:mysql://127.0.0.1/");
        systemProperties.setProperty("gildong.tomcat.port", "8081");

        assertThat(sample().poolSize()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pool-size    | 1       | whole number, 2 to 200",
                "pool-size    | 201     | whole number, 2 to 200",
                "pool-size    | 16.0    | whole number, 2 to 200",
                "pool-size    | many    | whole number, 2 to 200",
                "pool-size    | ''      | whole number, 2 to 200",
                "wait-at-most | PT0.4S  | ISO 8601 duration, PT0.5S to PT1M",
                "wait-at-most | PT2M    | ISO 8601 duration, PT0.5S to PT1M",
                "wait-at-most | 2000    | ISO 8601 duration, PT0.5S to PT1M",
                "strict       | yes     | true or false",
                "size         | SMALL   | small or large",
                "size         | medium  | small or large"
            })
    void refusedValueShouldBeNamedWithItsKeyAndWhatIsAllowed(String name, String value, String allowed) {
        give(Source.FILE, "gildong.sample." + name, value);

        assertThatThrownBy(this::sample)
                .isInstanceOf(SettingsException.class)
                .hasMessage("gildong.sample." + name + " is \"" + value + "\"; allowed: " + allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7531", "75310", "hush"})
    void secretShouldNeverBeShown(String secret) {
        give(Source.FILE, "gildong.sample.pin", secret);

        assertThatThrownBy(this::sample)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gildong.sample.pin is a secret; allowed: whole number, 1000 to 9999")
                .hasMessageNotContaining(secret);
    }

    @Test
    void adminKeyShouldNotBeShownWhenItIsTooShort() {
        contextParameters.put("gildong.admin-key", "hush-hush");
        systemProperties.clear();
        Settings settings = Settings.load(List.of(AppSettings.class), contextParameters, environment, systemProperties);

        assertThatThrownBy(() -> settings.group(AppSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gildong.admin-key")
                .hasMessageContaining("32 to 200")
                .hasMessageNotContaining("hush");
    }

    @Test
    void keysShouldBeInKebabCaseAndHaveANameInTheEnvironment() {
        assertThat(SettingKey.of(Sample.class))
                .extracting(SettingKey::name)
                .startsWith(POOL_SIZE, "gildong.sample.wait-at-most", "gildong.sample.strict");
        assertThat(SettingKey.of(Sample.class))
                .extracting(SettingKey::environmentName)
                .startsWith("GILDONG_SAMPLE_POOL_SIZE", "GILDONG_SAMPLE_WAIT_AT_MOST", "GILDONG_SAMPLE_STRICT");
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void groupsShouldBeFoundByTheNamesTheyWereGiven(Source source) {
        give(source, "gildong.friend.ann.home-page", "https://ann.example");
        give(source, "gildong.friend.bob2.times", "7");
        give(Source.FILE, "gildong.friend.ann.times", "2");

        assertThat(load().named(Friend.class))
                .isEqualTo(Map.of("ann", new Friend("https://ann.example", 2), "bob2", new Friend("", 7)));
        assertThat(sample().poolSize()).isEqualTo(16);
    }

    @Test
    void noGroupShouldBeThereWhereNoNameWasGiven() {
        assertThat(load().named(Friend.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann.home", "ann", "2ann.times", "an-n.times", "Ann.times", "ann.b.times", "<name>.times"})
    void unknownKeyOfANamedGroupShouldStopTheStart(String key) {
        give(Source.FILE, "gildong.friend." + key, "2");

        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("unknown setting gildong.friend." + key)
                .hasMessageContaining("gildong.friend.<name>.times")
                .hasMessageContaining("<name> stands for letters and digits");
    }

    @Test
    void refusedValueOfANamedGroupShouldBeNamedWithItsWholeKey() {
        give(Source.FILE, "gildong.friend.ann.times", "10");

        assertThatThrownBy(load()::check)
                .isInstanceOf(SettingsException.class)
                .hasMessage("gildong.friend.ann.times is \"10\"; allowed: whole number, 1 to 9");
    }
}
