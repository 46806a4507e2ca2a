package dev.gildong.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record whose components are settings that share a prefix. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SettingGroup {
    /**
     * The prefix of the keys, such as {@code gildong.database}; one that ends in {@value SettingKey#NAME} stands for any
     * number of groups, whose names the operator chooses.
     */
    String value();
}
