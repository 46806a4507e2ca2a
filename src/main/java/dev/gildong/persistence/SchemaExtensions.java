package dev.gildong.persistence;

import java.util.List;

/**
 * Tables and entities besides the server's own.
 *
 * @param classes finds the entities, and the migrations in {@code db/module/<name>}
 * @param extensions in the order in which they are migrated
 */
public record SchemaExtensions(ClassLoader classes, List<Extension> extensions) {

    /** No others. */
    public static SchemaExtensions none() {
        return new SchemaExtensions(SchemaExtensions.class.getClassLoader(), List.of());
    }

    /**
     * Those of one game module.
     *
     * @param name that its tables begin with, and an underscore after it
     * @param entities entities, embeddables, mapped superclasses and converters
     */
    public record Extension(String name, List<Class<?>> entities) {}
}
