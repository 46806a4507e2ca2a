package dev.gildong.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One setting: a component of a record marked with {@link SettingGroup}. Its key is the group's prefix and the
 * component's name in kebab case; its type one of {@code String}, {@code int}, {@code boolean},
 * {@link java.time.Duration} (ISO 8601), {@link java.nio.file.Path} or an enum (in lower case).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** What it is for, in one sentence for the reference in {@code docs/CONFIGURATION.md}. */
    String doc();

    /** The value where none is given, in the form a user would write it. */
    String byDefault() default "";

    /** Smallest allowed value of a number or duration; empty for no bound. */
    String min() default "";

    /** Largest allowed value of a number or duration; empty for no bound. */
    String max() default "";

    /** Whether the value must never be shown, in a log or in an error. */
    boolean secret() default false;
}
