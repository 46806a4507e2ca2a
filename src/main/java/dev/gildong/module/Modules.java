package dev.gildong.module;

import dev.gildong.config.SettingGroup;
import dev.gildong.config.SettingsException;
import dev.gildong.persistence.SchemaExtensions;
import dev.gildong.player.PlayerData;
import dev.gildong.task.Purge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The game modules of this server: found, started, and closed with it. For the one thread that starts and stops it. */
public final class Modules implements AutoCloseable {
    private static final String NAME = "[a-z][a-z0-9]{0,30}";

    private final URLClassLoader loader;
    private final Map<String, GameModule> modules = new LinkedHashMap<>();
    private final Map<String, ModuleParts> started = new LinkedHashMap<>();

    private Modules(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Finds and makes them; none is started.
     *
     * @param application finds the server's own classes, and modules beside them
     * @throws SettingsException if a jar or module cannot be used; the message names it
     */
    public static Modules load(ModuleSettings settings, ClassLoader application) {
        ModuleJars jars = ModuleJars.in(settings);
        Modules all = new Modules(jars.loader(application));
        try {
            jars.load(all.loader).forEach(all::add);
            return all;
        } catch (RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    private void add(GameModule module) {
        String name = module.name();
        if (!name.matches(NAME)) {
            throw refused(name, "a name is 1 to 31 of a-z and 0-9, a letter first; in " + ModuleJars.source(module));
        }
        @Nullable GameModule other = modules.putIfAbsent(name, module);
        if (other != null) {
            throw refused(
                    name,
                    "it is in " + ModuleJars.source(other) + " and, under the same name, in "
                            + ModuleJars.source(module));
        }
        module.settings().forEach(group -> checkPrefix(name, group));
    }

    private static void checkPrefix(String name, Class<? extends Record> group) {
        @Nullable SettingGroup declared = group.getAnnotation(SettingGroup.class);
        String own = "gildong.module." + name;
        if (declared == null
                || !declared.value().equals(own) && !declared.value().startsWith(own + ".")) {
            throw refused(name, "the settings " + group.getName() + " are no @SettingGroup below " + own);
        }
    }

    /** All groups of settings: these, and those of the modules. */
    public List<Class<? extends Record>> settingsBeside(List<Class<? extends Record>> own) {
        return Stream.concat(own.stream(), modules.values().stream().flatMap(module -> module.settings().stream()))
                .toList();
    }

    /** What they add to the database. */
    public SchemaExtensions schemas() {
        return new SchemaExtensions(
                loader,
                modules.entrySet().stream()
                        .map(module -> new SchemaExtensions.Extension(
                                module.getKey(), List.copyOf(module.getValue().entities())))
                        .toList());
    }

    /** Starts one after the other. A module that cannot start stops the start of the server. */
    public void start(ModuleContext context) {
        modules.forEach((name, module) -> {
            try {
                started.put(name, module.start(context.of(name)));
            } catch (RuntimeException | LinkageError e) {
                throw new IllegalStateException("game module " + name + " did not start: " + e, e);
            }
            logger().info("game module {} of {}", name, ModuleJars.source(module));
        });
    }

    /**
     * The resources of all that have started.
     *
     * @param builtIn the server's own
     * @throws SettingsException if one of them breaks a rule for routes
     */
    public List<Object> resources(Collection<?> builtIn) {
        ModuleRoutes routes = new ModuleRoutes(builtIn);
        List<Object> resources = new ArrayList<>();
        started.forEach((name, parts) -> {
            routes.check(name, parts.resources());
            resources.addAll(parts.resources());
        });
        return resources;
    }

    /** What they keep of players. */
    public List<PlayerData> playerData() {
        return started.values().stream()
                .flatMap(parts -> parts.playerData().stream())
                .toList();
    }

    /** What they remove by the clock. */
    public List<Purge> purges() {
        return started.values().stream()
                .flatMap(parts -> parts.purges().stream())
                .toList();
    }

    @Override
    public void close() {
        modules.forEach((name, module) -> {
            try {
                module.close();
            } catch (RuntimeException | LinkageError e) {
                logger().error("game module {} did not close", name, e);
            }
        });
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingsException refused(String name, String why) {
        return new SettingsException("game module " + name + ": " + why);
    }

    /** Not a constant: modules are found before the logs are set up. */
    private static Logger logger() {
        return LoggerFactory.getLogger(Modules.class);
    }
}
