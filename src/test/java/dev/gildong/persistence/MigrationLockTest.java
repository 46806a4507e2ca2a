package dev.gildong.persistence;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.gildong.TestDatabase;
import dev.gildong.config.SettingsException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations while an older node uses the table. */
@Timeout(120)
class MigrationLockTest {
    private final String url = TestDatabase.MYSQL.freshUrl();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    private Path classes;

    private Connection player;

    @BeforeEach
    void useTheTable() throws Exception {
        migration("V1__made.sql", "CREATE TABLE guild_hall (id BIGINT NOT NULL PRIMARY KEY);");
        migrate(1);
        player = DriverManager.getConnection(url);
        player.setAutoCommit(false);
        ask(player);
    }

    @AfterEach
    void end() throws SQLException {
        player.close();
        threads.shutdownNow();
    }

    @Test
    void playersShouldBeAnsweredWhileAMigrationWaitsForATable() throws Exception {
        migration("V2__wider.sql", "ALTER TABLE guild_hall ADD COLUMN title VARCHAR(20);");

        Future<?> migrated = threads.submit(() -> migrate(10));
        awaitWaiting();
        try (Connection other = DriverManager.getConnection(url)) {
            Future<?> asked = threads.submit(() -> ask(other));
            assertThat(asked).as("a player behind the migration").succeedsWithin(ofSeconds(20));
        }
        assertThat(migrated.isDone()).isFalse();
        player.rollback();

        assertThat(migrated).succeedsWithin(ofSeconds(60));
        assertThat(column("title")).isTrue();
    }

    /** What MySQL does not undo: the migration is not begun again, only its second statement. */
    @Test
    void laterStatementShouldTryAgainByItself() throws Exception {
        migration("V2__two.sql", """
                CREATE TABLE guild_flag (id BIGINT NOT NULL PRIMARY KEY);
                ALTER TABLE guild_hall ADD COLUMN title VARCHAR(20);
                """);

        Future<?> migrated = threads.submit(() -> migrate(10));
        awaitWaiting();
        assertThatThrownBy(() -> migrated.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        player.rollback();

        assertThat(migrated).succeedsWithin(ofSeconds(60));
        assertThat(column("title")).isTrue();
    }

    @Test
    void migrationThatGaveUpShouldBeDoneByTheNextStart() throws Exception {
        migration("V2__wider.sql", "-- For the door.\nALTER TABLE guild_hall ADD COLUMN title VARCHAR(20);");

        assertThatThrownBy(() -> migrate(1))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nothing has been changed");
        player.rollback();
        migrate(1);

        assertThat(column("title")).isTrue();
    }

    private void migration(String name, String sql) throws Exception {
        Path directory = Files.createDirectories(classes.resolve("db/module/guild"));
        Files.writeString(directory.resolve(name), sql);
    }

    private void migrate(int attempts) {
        MysqlDataSource database = new MysqlDataSource();
        database.setUrl(url);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            new Migrations(database, new MySqlDialect(true), attempts)
                    .extension(new SchemaExtensions.Extension("guild", List.of()), loader);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitWaiting() {
        Awaitility.await("the migration waits for the table").until(() -> holds("""
                SELECT COUNT(*) > 0 FROM information_schema.processlist
                WHERE db = DATABASE() AND state = 'Waiting for table metadata lock'"""));
    }

    private boolean column(String name) throws SQLException {
        return holds("SELECT COUNT(*) FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() AND column_name = '" + name + "'");
    }

    private boolean holds(String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static boolean ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM guild_hall")) {
            return rows.next();
        }
    }
}
