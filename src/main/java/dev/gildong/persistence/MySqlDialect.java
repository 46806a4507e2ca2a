package dev.gildong.persistence;

import dev.gildong.config.SettingsException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** MySQL 8 and later, and MariaDB 10.11 and later, both through Connector/J. */
final class MySqlDialect extends Dialect {
    private final boolean mariaDb;

    MySqlDialect(boolean mariaDb) {
        this.mariaDb = mariaDb;
    }

    @Override
    public String nowMicros() {
        return "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";
    }

    /** A collation in which {@code a} and {@code á} differ, as do any two emoji, and trailing spaces count. */
    private String collation() {
        return mariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
    }

    /** {@code USE INDEX} would let MySQL walk through the table, and MariaDB take the first columns of the index alone. */
    @Override
    public String byIndex(String name) {
        return " FORCE INDEX (" + name + ")";
    }

    @Override
    String tableOptions() {
        return "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation();
    }

    @Override
    Map<String, String> driverProperties(DatabaseSettings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("characterEncoding", "UTF-8");
        properties.put("connectionTimeZone", "UTC");
        properties.put("connectTimeout", "2000");
        properties.put("socketTimeout", String.valueOf(settings.socketTimeout().toMillis()));
        properties.put("tcpKeepAlive", "true");
        properties.put("rewriteBatchedStatements", "true");
        properties.put("useServerPrepStmts", "true");
        properties.put("cachePrepStmts", "true");
        properties.put("prepStmtCacheSize", "256");
        properties.put("prepStmtCacheSqlLimit", "16384");
        properties.put("useLocalSessionState", "true");
        properties.put("cacheServerConfiguration", "true");
        return properties;
    }

    @Override
    String sessionSetup(Duration statementTimeout) {
        String limit = mariaDb
                ? "max_statement_time = " + statementTimeout.toMillis() / 1000.0
                : "max_execution_time = " + statementTimeout.toMillis();
        return "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
                + "ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION',"
                + " SESSION innodb_lock_wait_timeout = 2, SESSION lock_wait_timeout = 2, SESSION " + limit;
    }

    /** What asks for a table after a DDL statement waits behind it, even to read: so that one gives up soon. */
    @Override
    String migrationSetup() {
        return "SET SESSION lock_wait_timeout = 2";
    }

    @Override
    void snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }

    @Override
    List<String> check(Connection connection) throws SQLException {
        require(connection, "SELECT @@SESSION.sql_mode LIKE '%STRICT_ALL_TABLES%'", "sql_mode is not strict");
        require(connection, "SELECT @@SESSION.innodb_lock_wait_timeout = 2", "innodb_lock_wait_timeout is not 2");
        require(
                connection,
                "SELECT @@SESSION." + (mariaDb ? "tx_isolation" : "transaction_isolation") + " = 'READ-COMMITTED'",
                "the isolation level is not READ COMMITTED");
        require(
                connection,
                "SELECT @@SESSION.character_set_client = 'utf8mb4' AND @@SESSION.character_set_connection = 'utf8mb4'",
                "the connection does not speak utf8mb4");
        require(
                connection,
                "SELECT COUNT(*) = 0 FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND collation_name IS NOT NULL AND collation_name <> '" + collation() + "'"
                        + " AND RIGHT(table_name, 14) <> '" + Migrations.HISTORY + "'",
                "a text column has another collation than " + collation());
        require(
                connection,
                "SELECT @@SESSION.auto_increment_increment = 1",
                "auto_increment_increment is not 1 (nodes read the log of changes in the order of its numbers: set it to"
                        + " 1, and let one server of a cluster take all writes)");
        List<String> warnings = new ArrayList<>();
        if (!holds(connection, "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit = 1")) {
            warnings.add("innodb_flush_log_at_trx_commit is not 1: a crash of the database loses acknowledged scores");
        }
        return warnings;
    }

    private static void require(Connection connection, String question, String problem) throws SQLException {
        if (!holds(connection, question)) {
            throw new SettingsException("gildong.database.url: " + problem + "; this database would falsify data");
        }
    }

    private static boolean holds(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    @Override
    Failure classify(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1213, 1020 -> Failure.CONFLICT;
            case 1205 -> Failure.LOCK_WAIT;
            case 1062 -> Failure.DUPLICATE;
            case 3819, 4025 -> Failure.CHECK;
            // Statement time-outs, a server that shuts down, has no connection left, or only reads after a fail-over.
            case 3024, 1969, 1053, 1040, 1927, 1203, 1290, 1792, 1836 -> Failure.LOST;
            default -> lost(e) ? Failure.LOST : Failure.OTHER;
        };
    }
}
