package dev.gildong.module;

import dev.gildong.config.SettingsException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jars of the modules folder, and what is found in them and on the application's own class path. */
final class ModuleJars {
    private static final String SERVICES = "META-INF/services/" + GameModule.class.getName();

    private final List<Path> jars;
    /** The jar that names a class as its module. */
    private final Map<String, Path> providers = new HashMap<>();

    private ModuleJars(List<Path> jars) {
        this.jars = jars;
    }

    /**
     * Looks at every jar, and loads nothing.
     *
     * @throws SettingsException if the directory or a jar cannot be read, or two jars have the same module
     */
    static ModuleJars in(ModuleSettings settings) {
        if (!settings.named()) {
            return new ModuleJars(List.of());
        }
        try (Stream<Path> files = Files.list(settings.directory())) {
            ModuleJars found =
                    new ModuleJars(files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList());
            found.jars.forEach(found::read);
            return found;
        } catch (IOException e) {
            throw new SettingsException("gildong.modules.directory cannot be read: " + e);
        }
    }

    private void read(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            @Nullable JarEntry services = file.getJarEntry(SERVICES);
            if (services == null) {
                return; // a library
            }
            new String(file.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(provider -> add(provider, jar));
        } catch (IOException e) {
            throw new SettingsException("the module jar " + jar.getFileName() + " cannot be read: " + e);
        }
    }

    /** Of two versions of a module, a class loader would take one without a word. */
    private void add(String provider, Path jar) {
        @Nullable Path other = providers.putIfAbsent(provider, jar);
        if (other != null && !other.equals(jar)) {
            throw new SettingsException("the game module " + provider + " is in " + other.getFileName() + " and in "
                    + jar.getFileName() + "; one of them must go");
        }
    }

    /** Finds the classes of all of them, and those of the application. */
    URLClassLoader loader(ClassLoader application) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        return new URLClassLoader("game-modules", urls.toArray(URL[]::new), application);
    }

    /**
     * Makes the modules that a class loader finds.
     *
     * @throws SettingsException if one cannot be made
     */
    List<GameModule> load(ClassLoader loader) {
        try {
            return ServiceLoader.load(GameModule.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            String message = String.valueOf(e.getMessage());
            String where = providers.entrySet().stream()
                    .filter(provider -> message.contains(provider.getKey()))
                    .map(provider -> " of " + provider.getValue().getFileName())
                    .findFirst()
                    .orElse("");
            throw new SettingsException("a game module" + where + " cannot be loaded: " + message
                    + (e.getCause() == null ? "" : ": " + e.getCause()));
        }
    }

    /** The jar or directory that a module came in, for messages. */
    static String source(GameModule module) {
        return Path.of(module.getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
