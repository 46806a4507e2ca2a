package dev.gildong.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java that servers run on.
 *
 * @param major its feature release, such as 17
 * @param home what {@code JAVA_HOME} names
 */
record Jdk(int major, Path home) {

    /** The one that runs this test, and the newest other of 21 or later that this machine has. */
    static List<Jdk> all() {
        Jdk own = at(Path.of(System.getProperty("java.home"))).orElseThrow();
        List<Jdk> all = Stream.concat(
                        Stream.of(own),
                        others()
                                .filter(jdk -> jdk.major >= 21 && jdk.major != own.major)
                                .max(Comparator.comparingInt(Jdk::major))
                                .stream())
                .toList();
        if (all.size() == 1) {
            System.out.println("""
                    ********************************************************************************
                    ONLY JAVA %d IS TESTED: no other Java of 21 or later was found. Name one with
                    GILDONG_TEST_JDK25=/path/to/jdk, or install one under /usr/lib/jvm.
                    ********************************************************************************""".formatted(own.major));
        }
        return all;
    }

    private static Stream<Jdk> others() {
        Optional<Jdk> named = Stream.of("GILDONG_TEST_JDK25", "JAVA_HOME_25")
                .map(System::getenv)
                .filter(home -> home != null && !home.isBlank())
                .map(home -> at(Path.of(home)).orElseThrow(() -> new IllegalStateException("no JDK at " + home)))
                .findFirst();
        return named.isPresent() ? named.stream() : installed().stream();
    }

    private static List<Jdk> installed() {
        Path directory = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(directory)) {
            return homes.flatMap(home -> at(home).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java at a directory, as its {@code release} file describes it; nothing where there is none. */
    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION").replace("\"", "");
            return Optional.of(new Jdk(Runtime.Version.parse(version).feature(), home.toRealPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String command() {
        return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "Java " + major;
    }
}
