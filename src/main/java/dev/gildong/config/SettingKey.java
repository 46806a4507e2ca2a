package dev.gildong.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setting as its users see it: key, type, default and bounds, read off one record component.
 *
 * @param name the whole key, such as {@code gildong.database.pool-size}
 * @param type the Java type of its value
 * @param setting what was declared
 */
public record SettingKey(String name, Class<?> type, Setting setting) {
    /** What stands in a key for a name that the operator chooses: a letter and at most 30 letters or digits. */
    public static final String NAME = "<name>";

    private static final String CHOSEN = "([a-z][a-z0-9]{0,30})";

    /** The settings that a group declares, in order. */
    public static List<SettingKey> of(Class<? extends Record> group) {
        SettingGroup declared = Objects.requireNonNull(group.getAnnotation(SettingGroup.class), group::getName);
        return Arrays.stream(group.getRecordComponents())
                .map(component -> of(declared.value(), component))
                .toList();
    }

    private static SettingKey of(String prefix, RecordComponent component) {
        String kebab = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        Setting setting = Objects.requireNonNull(component.getAnnotation(Setting.class), component::getName);
        return new SettingKey(prefix + "." + kebab, component.getType(), setting);
    }

    /** The environment variable that overrides it, such as {@code GILDONG_DATABASE_POOL_SIZE}. */
    public String environmentName() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether the operator chooses a part of it. */
    boolean named() {
        return name.contains(NAME);
    }

    /** The setting that this one is with such a name. */
    SettingKey with(String chosen) {
        return new SettingKey(name.replace(NAME, chosen), type, setting);
    }

    /** The name that a key of such a setting has; empty if it is a key of another one. */
    Optional<String> chosenIn(String key) {
        return chosen(name, CHOSEN, key);
    }

    /** The name, in lower case, that an environment variable of such a setting has. */
    Optional<String> chosenInEnvironment(String variable) {
        return chosen(environmentName(), CHOSEN.toUpperCase(Locale.ROOT), variable)
                .map(upper -> upper.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> chosen(String form, String chosen, String text) {
        int at = form.indexOf('<');
        if (at < 0) {
            return Optional.empty();
        }
        String before = form.substring(0, at);
        String after = form.substring(at + NAME.length());
        Matcher found = Pattern.compile(Pattern.quote(before) + chosen + Pattern.quote(after))
                .matcher(text);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** What may be written, for people: {@code whole number, 2 to 200}. */
    public String allowed() {
        String bounds = setting.min().isEmpty() ? "" : ", " + setting.min() + " to " + setting.max();
        if (type == int.class) {
            return "whole number" + bounds;
        } else if (type == Duration.class) {
            return "ISO 8601 duration" + bounds;
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
        }
        return type == Path.class ? "path" : "text";
    }

    /**
     * Reads a value.
     *
     * @throws SettingsException if it is no value of this setting
     */
    Object parse(String text) {
        try {
            if (type == int.class) {
                return inRange(Integer.valueOf(text), Integer::valueOf, text);
            } else if (type == Duration.class) {
                return inRange(Duration.parse(text), Duration::parse, text);
            } else if (type == boolean.class && List.of("true", "false").contains(text)) {
                return Boolean.valueOf(text);
            } else if (type.isEnum()) {
                return enumConstant(text);
            } else if (type == Path.class) {
                return Path.of(text);
            } else if (type == String.class) {
                return text;
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private <T extends Comparable<T>> T inRange(T value, java.util.function.Function<String, T> reader, String text) {
        if (!setting.min().isEmpty() && value.compareTo(reader.apply(setting.min())) < 0
                || !setting.max().isEmpty() && value.compareTo(reader.apply(setting.max())) > 0) {
            throw refused(text);
        }
        return value;
    }

    private Object enumConstant(String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> refused(text));
    }

    private SettingsException refused(String text) {
        String shown = setting.secret() ? "a secret" : "\"" + text + "\"";
        return new SettingsException(name + " is " + shown + "; allowed: " + allowed());
    }
}
