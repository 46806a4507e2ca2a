package dev.gildong.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of all settings. Sources, a later one wins: the declared default, the file
 * {@code gildong.properties} (packed into the WAR from {@code webapp-config/}, or the one that {@code gildong.config}
 * or {@code GILDONG_CONFIG} names), the context parameters of the servlet container, the environment, the system
 * properties (which the command line sets). A key that no group declares stops the start, in each of them.
 */
public final class Settings {
    private static final String CONFIG_KEY = "gildong.config";
    private static final String CONFIG_ENVIRONMENT = "GILDONG_CONFIG";
    /** Set for the tests and by the servers' own files, not read here. */
    private static final List<String> FOREIGN = List.of("GILDONG_TEST_", "gildong.test.", "gildong.tomcat.");

    private final List<Class<? extends Record>> groups;
    private final Map<String, SettingKey> keys;
    private final Map<String, String> values = new TreeMap<>();
    /** Whether there may be keys that none of the groups declares. */
    private final boolean others;

    private Settings(List<Class<? extends Record>> groups, boolean others) {
        this.groups = groups;
        this.others = others;
        this.keys = groups.stream()
                .flatMap(group -> SettingKey.of(group).stream())
                .collect(Collectors.toMap(SettingKey::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    /**
     * Reads all sources.
     *
     * @param groups the records that declare which settings there are
     * @param contextParameters those of the servlet context; keys of others are passed over
     * @throws SettingsException if a key is unknown, or the file that was named cannot be read
     */
    public static Settings load(List<Class<? extends Record>> groups, Map<String, String> contextParameters) {
        return load(groups, contextParameters, System.getenv(), System.getProperties());
    }

    /**
     * Reads one group from all sources before it is known which other ones there are: keys of others are passed over.
     *
     * @throws SettingsException if a value has the wrong type or is out of range, or the file cannot be read
     */
    public static <R extends Record> R alone(Class<R> group, Map<String, String> contextParameters) {
        return read(new Settings(List.of(group), true), contextParameters, System.getenv(), System.getProperties())
                .group(group);
    }

    static Settings load(
            List<Class<? extends Record>> groups,
            Map<String, String> contextParameters,
            Map<String, String> environment,
            Properties systemProperties) {
        return read(new Settings(groups, false), contextParameters, environment, systemProperties);
    }

    private static Settings read(
            Settings settings,
            Map<String, String> contextParameters,
            Map<String, String> environment,
            Properties systemProperties) {
        Map<String, String> system = texts(systemProperties);
        String file = system.getOrDefault(CONFIG_KEY, environment.get(CONFIG_ENVIRONMENT));
        settings.putFile(file == null ? packed() : read(Path.of(file)));
        settings.putAll(contextParameters, "the context parameters");
        settings.putEnvironment(environment);
        settings.putAll(system, "the system properties");
        return settings;
    }

    /**
     * The settings of one group.
     *
     * @throws SettingsException if a value has the wrong type or is out of range
     */
    public <R extends Record> R group(Class<R> group) {
        return record(group, SettingKey.of(group));
    }

    /**
     * The settings of all groups of one kind, by the names that the operator gave them.
     *
     * @param group one whose prefix ends in {@value SettingKey#NAME}
     * @throws SettingsException if a value has the wrong type or is out of range
     */
    public <R extends Record> Map<String, R> named(Class<R> group) {
        List<SettingKey> declared = SettingKey.of(group);
        Map<String, R> found = new TreeMap<>();
        for (String key : values.keySet()) {
            declared.stream()
                    .flatMap(each -> each.chosenIn(key).stream())
                    .forEach(name -> found.computeIfAbsent(
                            name,
                            chosen -> record(
                                    group,
                                    declared.stream()
                                            .map(each -> each.with(chosen))
                                            .toList())));
        }
        return found;
    }

    /**
     * Reads every group once.
     *
     * @throws SettingsException if a value has the wrong type or is out of range
     */
    public void check() {
        for (Class<? extends Record> group : groups) {
            if (SettingKey.of(group).stream().anyMatch(SettingKey::named)) {
                named(group);
            } else {
                group(group);
            }
        }
    }

    private <R extends Record> R record(Class<R> group, List<SettingKey> declared) {
        Object[] arguments = declared.stream()
                .map(key ->
                        key.parse(values.getOrDefault(key.name(), key.setting().byDefault())))
                .toArray();
        Class<?>[] types = Arrays.stream(group.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return group.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            if (e.getCause() instanceof SettingsException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Unlike the other sources, it is meant for us alone: a key without our prefix is a mistake as well. */
    private void putFile(Map<String, String> file) {
        for (String key : file.keySet()) {
            if (!key.startsWith("gildong.") && !others) {
                throw unknown(key, "the settings file", keys.keySet());
            }
        }
        putAll(file, "the settings file");
    }

    private void putAll(Map<String, String> source, String where) {
        source.forEach((key, value) -> {
            if (!key.startsWith("gildong.") || key.equals(CONFIG_KEY) || foreign(key)) {
                return;
            }
            if (!declared(key)) {
                if (others) {
                    return;
                }
                throw unknown(key, where, keys.keySet());
            }
            values.put(key, value.strip());
        });
    }

    private void putEnvironment(Map<String, String> environment) {
        Map<String, String> byName = keys.values().stream()
                .collect(Collectors.toMap(SettingKey::environmentName, SettingKey::name, (a, b) -> a, TreeMap::new));
        environment.forEach((name, value) -> {
            if (!name.startsWith("GILDONG_") || name.equals(CONFIG_ENVIRONMENT) || foreign(name)) {
                return;
            }
            Optional<String> key = Optional.ofNullable(byName.get(name)).or(() -> named(name));
            if (key.isEmpty() && !others) {
                throw unknown(name, "the environment", byName.keySet());
            }
            key.ifPresent(known -> values.put(known, value.strip()));
        });
    }

    private boolean declared(String key) {
        return keys.values().stream()
                .anyMatch(each -> each.named()
                        ? each.chosenIn(key).isPresent()
                        : each.name().equals(key));
    }

    /** The key with a name that the operator chose to which an environment variable belongs. */
    private Optional<String> named(String variable) {
        return keys.values().stream()
                .flatMap(key -> key
                        .chosenInEnvironment(variable)
                        .map(name -> key.with(name).name())
                        .stream())
                .findFirst();
    }

    private static boolean foreign(String key) {
        return FOREIGN.stream().anyMatch(key::startsWith);
    }

    private static SettingsException unknown(String key, String where, Set<String> known) {
        String all = String.join(", ", new TreeSet<>(known));
        return new SettingsException("unknown setting " + key + " in " + where + "; there are: " + all
                + (all.contains("<") ? "; <name> stands for letters and digits, 31 at most, a letter first" : ""));
    }

    private static Map<String, String> packed() {
        try (InputStream in = Settings.class.getResourceAsStream("/gildong.properties")) {
            return in == null ? Map.of() : parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in);
        } catch (IOException e) {
            throw new SettingsException("cannot read the settings file " + file + ": " + e);
        }
    }

    private static Map<String, String> parse(InputStream in) throws IOException {
        Properties properties = new Properties();
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        return texts(properties);
    }

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }
}
