package dev.gildong.deploy;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A kind of server that takes {@code gildong.war}. */
interface Home {
    /** The WAR under test. */
    Path WAR = Path.of("target/gildong.war").toAbsolutePath();

    /** What a server needs beside it to answer its own errors as problems. */
    Path SERVER_JAR = Path.of("target/gildong-tomcat.jar").toAbsolutePath();

    /** The configuration of instances. */
    Path CONF = Path.of("tomcat-conf").toAbsolutePath();

    /** Where the build unpacks the servers. */
    Path SERVERS = Path.of("target/servers").toAbsolutePath();

    /** All that the WAR is promised for. */
    static List<Home> all() {
        return List.of(
                new TomcatHome("Debian tomcat10", SERVERS.resolve("debian-tomcat10/usr/share/tomcat10")),
                tomcat11(),
                new JettyHome("ee10"),
                new JettyHome("ee11"),
                new StandaloneHome());
    }

    /** Tomcat 11 as Apache packs it. */
    static Home tomcat11() {
        return new TomcatHome("Tomcat 11", only("apache-tomcat-11"));
    }

    /**
     * Lays out an instance and prepares its process.
     *
     * @param base an empty directory for everything that the instance writes
     * @param port where it is to listen, on 127.0.0.1
     */
    ProcessBuilder prepare(Jdk jdk, Path base, int port) throws IOException;

    /**
     * Deploys and starts an instance with its own directory and port, and waits until it is ready.
     *
     * @param environment settings, such as {@code GILDONG_ADMIN_KEY}
     */
    default RunningServer start(Jdk jdk, Map<String, String> environment) throws IOException {
        String name = (this + "-" + jdk).toLowerCase(Locale.ROOT).replaceAll("[ /]+", "-");
        Path base = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/instances").toAbsolutePath()), name + "-");
        int port = FreePort.next();
        ProcessBuilder process = prepare(jdk, base, port);
        // Settings of the developer's own shell stay out of it.
        process.environment()
                .entrySet()
                .removeIf(entry -> entry.getKey().startsWith("GILDONG_")
                        && entry.getValue().equals(System.getenv(entry.getKey())));
        process.environment().putAll(environment);
        return RunningServer.start(this + " on " + jdk, process, base, port);
    }

    /** Copies a file into an instance, with the directories above it. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, COPY_ATTRIBUTES);
    }

    /** The one unpacked server whose directory begins like this. */
    static Path only(String prefix) {
        try (Stream<Path> servers = Files.list(SERVERS)) {
            return servers.filter(server -> server.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
