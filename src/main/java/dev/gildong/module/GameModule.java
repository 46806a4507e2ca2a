package dev.gildong.module;

import java.util.List;

/**
 * A part of a game that comes in a jar of its own. Named in {@code META-INF/services/dev.gildong.module.GameModule}; made
 * once for each start of the server, by a public constructor without parameters that does nothing yet. A module has all
 * rights of the server. {@code docs/guides/game-modules.md} shows one whole.
 */
public interface GameModule extends AutoCloseable {

    /**
     * What the module is called: 1 to 31 letters and digits in lower case, a letter first, and the same in every version.
     * Its routes begin with {@code v1/<name>}, its tables with {@code <name>_}, its settings with
     * {@code gildong.module.<name>}; its migrations lie in {@code db/module/<name>}. The names of its tasks, schedules,
     * caches and events should begin with it too.
     */
    String name();

    /** Its entities, embeddables, mapped superclasses and converters. Asked for before the database is opened. */
    default List<Class<?>> entities() {
        return List.of();
    }

    /** Its groups of settings, as {@link dev.gildong.config.SettingGroup} tells. Asked for before anything is open. */
    default List<Class<? extends Record>> settings() {
        return List.of();
    }

    /**
     * Makes everything, on every node whatever its role: registers task types and events, adds caches, declares schedules.
     * The tables are there by now. Nothing runs yet: tasks and requests come after all modules have started.
     *
     * @return what the server is to take from it
     * @throws RuntimeException to stop the start of the server
     */
    ModuleParts start(ModuleContext context);

    /** Ends what the module began by itself, such as threads. Tasks, requests and the database have ended by then. */
    @Override
    default void close() {}
}
