package dev.gildong.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the sources, since compiled classes do not tell their SQL. */
class AppendOnlyTest {
    private static final Path CODE = Path.of("src/main/java");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern CHANGE = Pattern.compile(
            "(?is)\\b(UPDATE|DELETE\\s+FROM|TRUNCATE(\\s+TABLE)?|REPLACE(\\s+INTO)?|MERGE\\s+INTO|DROP\\s+TABLE)"
                    + "\\s+audit_log\\b|\\baudit_log\\b[^;]*ON\\s+DUPLICATE");

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyItsRepositoryShouldNameTheTable() {
        assertThat(files(CODE))
                .filteredOn(file -> text(file).contains("audit_log"))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("AuditRepository.java");
    }

    @Test
    void noStatementShouldChangeOrRemoveARow() {
        assertThat(Stream.of(CODE, MIGRATIONS).flatMap(root -> files(root).stream()))
                .noneMatch(file -> CHANGE.matcher(text(file)).find());
    }
}
