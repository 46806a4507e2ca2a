package dev.gildong;

import java.nio.file.Path;
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
}
