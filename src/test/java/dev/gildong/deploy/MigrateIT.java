package dev.gildong.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.MariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar gildong.war migrate}, which a deployment runs before its servers. */
class MigrateIT {
    private static final String PASSWORD = "not the one of root";

    @TempDir
    private Path temporary;

    private String url;

    @BeforeEach
    void makeDatabase() {
        url = MariaDb.freshDatabase();
    }

    /**
     * How a run ended.
     *
     * @param status of its process
     * @param said on both of its outputs
     */
    private record Run(int status, String said) {}

    @Test
    void migrationShouldHappenOnceAndEnd() throws Exception {
        Run first = migrate(url);

        assertThat(first.status()).as(first.said()).isZero();
        assertThat(first.said())
                .containsPattern("migrations that were missing: [1-9]")
                .doesNotContain("listens");
        long tables = count("information_schema.tables WHERE table_schema = DATABASE()");
        long done = count("schema_history");
        assertThat(tables).isGreaterThan(10);

        Run second = migrate(url);

        assertThat(second.status()).as(second.said()).isZero();
        assertThat(second.said()).contains("migrations that were missing: 0");
        assertThat(count("schema_history")).isEqualTo(done);
        try (var left = Files.list(temporary)) {
            assertThat(left).as("files that it leaves").noneMatch(Files::isDirectory);
        }
    }

    @Test
    void refusalShouldBeToldWithoutThePassword() throws Exception {
        Run run = migrate(url.substring(0, url.indexOf('?')));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said())
                .contains("The database is not migrated: gildong.database.url: cannot connect: Access denied")
                .doesNotContain(PASSWORD);
        assertThat(count("information_schema.tables WHERE table_schema = DATABASE()"))
                .isZero();
    }

    /** The user and the password of the environment count where the URL has none. */
    private Run migrate(String database) throws Exception {
        Path log = temporary.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Jdk.all().get(0).command(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-jar",
                        Home.WAR.toString(),
                        "migrate",
                        "--database.url=" + database)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        if (!database.contains("?")) {
            builder.environment().put("GILDONG_DATABASE_USER", "root");
            builder.environment().put("GILDONG_DATABASE_PASSWORD", PASSWORD);
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(log));
    }

    private long count(String table) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
