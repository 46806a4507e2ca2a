package dev.gildong.module;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Makes jars of game modules against the server's classes, as a studio's build does. */
@NullMarked
public final class ModuleJar {
    /** The module that the guide shows. */
    static final Path PHONE_BOOK = Path.of("src/test/module/phonebook");

    private static final String SERVICES = "META-INF/services/dev.gildong.module.GameModule";

    private ModuleJar() {}

    /** Puts {@code phonebook.jar} into a directory. */
    public static Path phoneBook(Path directory) {
        Path main = PHONE_BOOK.resolve("src/main");
        Map<String, byte[]> content = compiled(files(main.resolve("java")));
        Path resources = main.resolve("resources");
        for (Path file : files(resources)) {
            content.put(resources.relativize(file).toString(), bytes(file));
        }
        return write(directory.resolve("phonebook.jar"), content);
    }

    /**
     * Puts the jar of a module of one class into a directory.
     *
     * @param type name of the class, in the package {@code m}
     * @param name what the module says it is called
     * @param body what its {@code start} does
     * @param more members of the class
     * @param resources files by their paths
     */
    static Path of(Path directory, String type, String name, String body, String more, Map<String, String> resources) {
        Path source = directory.resolve("source").resolve(type + ".java");
        try {
            Files.createDirectories(source.getParent());
            Files.writeString(source, """
                    package m;
                    import dev.gildong.http.*;
                    import dev.gildong.module.*;
                    import jakarta.ws.rs.*;
                    public class %s implements GameModule {
                        public String name() { return "%s"; }
                        public ModuleParts start(ModuleContext context) { %s }
                        %s
                    }
                    """.formatted(type, name, body, more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> content = compiled(List.of(source));
        content.put(SERVICES, ("m." + type + "\n").getBytes(StandardCharsets.UTF_8));
        resources.forEach((path, text) -> content.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return write(directory.resolve(type + ".jar"), content);
    }

    private static Map<String, byte[]> compiled(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Path classes = Files.createTempDirectory("module-classes");
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString());
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new IllegalStateException(messages.toString());
            }
            Map<String, byte[]> content = new TreeMap<>();
            for (Path file : files(classes)) {
                content.put(classes.relativize(file).toString(), bytes(file));
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path jar, Map<String, byte[]> content) {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a directory. */
    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
