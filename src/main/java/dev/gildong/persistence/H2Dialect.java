package dev.gildong.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** H2 in MySQL mode: the embedded default. */
final class H2Dialect extends Dialect {

    /** File in the working directory; commits reach the disk before they are acknowledged (WRITE_DELAY 0). */
    static String fileUrl(java.nio.file.Path directory) {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve("gildong")
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0"
                + ";LOCK_TIMEOUT=2000;DB_CLOSE_ON_EXIT=FALSE";
    }

    @Override
    public String nowMicros() {
        return "DATEDIFF(MICROSECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00', CURRENT_TIMESTAMP(6))";
    }

    @Override
    public String byIndex(String name) {
        return " USE INDEX (" + name + ")";
    }

    @Override
    String tableOptions() {
        return "";
    }

    @Override
    Map<String, String> driverProperties(DatabaseSettings settings) {
        return Map.of();
    }

    @Override
    String sessionSetup(Duration statementTimeout) {
        return "SET QUERY_TIMEOUT " + statementTimeout.toMillis();
    }

    @Override
    String migrationSetup() {
        return "SET LOCK_TIMEOUT 2000";
    }

    @Override
    void snapshot(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    List<String> check(Connection connection) {
        return List.of();
    }

    @Override
    Failure classify(SQLException e) {
        return switch (e.getErrorCode()) {
            case 40001, 90131 -> Failure.CONFLICT;
            case 50200 -> Failure.LOCK_WAIT;
            case 23505 -> Failure.DUPLICATE;
            case 23513, 23514 -> Failure.CHECK;
            default -> lost(e) ? Failure.LOST : Failure.OTHER;
        };
    }
}
