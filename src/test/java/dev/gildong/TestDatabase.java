package dev.gildong;

import dev.gildong.config.AppSettings;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseOpener;
import dev.gildong.persistence.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** The databases that one suite runs on. */
@NullMarked
public enum TestDatabase {
    /** The embedded default, in a file. */
    H2 {
        @Override
        public String freshUrl() {
            Path file = Path.of("target", "h2", UUID.randomUUID().toString()).toAbsolutePath();
            return "jdbc:h2:file:" + file + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                    + ";LOCK_TIMEOUT=2000;DB_CLOSE_DELAY=-1";
        }
    },
    /** A real MariaDB, or the MySQL that {@code GILDONG_TEST_MYSQL_URL} names. */
    MYSQL {
        @Override
        public String freshUrl() {
            return MariaDb.freshDatabase();
        }
    };

    /** The address of a new, empty database, with user and password. */
    public abstract String freshUrl();

    /**
     * Opens a database as a node does.
     *
     * @param connections that the node holds at most
     */
    public static Database open(String url, int connections) {
        return open(url, connections, new SimpleMeterRegistry());
    }

    /** Opens a database as a node does that counts with these meters. */
    public static Database open(String url, int connections, MeterRegistry meters) {
        DatabaseSettings settings = new DatabaseSettings(
                url,
                "",
                "",
                connections,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ZERO);
        AppSettings app = new AppSettings(AppSettings.Mode.DEVELOPMENT, AppSettings.Role.ALL, Path.of("target"), "");
        return new DatabaseOpener(settings, app, meters).open();
    }
}
