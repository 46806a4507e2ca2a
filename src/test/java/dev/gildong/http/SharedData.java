package dev.gildong.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The public test suites that lie beside the project: in {@code data} of the directory that the system property
 * {@code gildong.test.shared} or the environment variable {@code GILDONG_TEST_SHARED} names, else of {@code ../shared}.
 */
final class SharedData {

    private SharedData() {}

    /** The files of a folder in the order of their names; where there are none, the test is skipped, and says so. */
    static List<Path> files(String folder, String skipped) {
        String named = System.getProperty("gildong.test.shared", System.getenv("GILDONG_TEST_SHARED"));
        Path directory = Path.of(named == null ? "../shared" : named, "data", folder);
        if (!Files.isDirectory(directory)) {
            System.out.println("""

                    ********************************************************************************
                    SKIPPED: %s
                    There is no %s
                    Set GILDONG_TEST_SHARED to the directory that holds data/%s.
                    ********************************************************************************
                    """.formatted(skipped, directory.toAbsolutePath().normalize(), folder));
            Assumptions.abort("no " + directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
