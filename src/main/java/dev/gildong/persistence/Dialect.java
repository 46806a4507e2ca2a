package dev.gildong.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What differs between databases, all of it. SQL elsewhere is what MySQL 8, MariaDB 10.11 and H2 in MySQL mode agree
 * on: {@code ON DUPLICATE KEY UPDATE} with {@code VALUES()}, and instants as microseconds in a {@code BIGINT}
 * (Connector/J drops the fraction of a {@code DATETIME(6)} on MariaDB before 11).
 */
public abstract class Dialect {

    Dialect() {}

    /** What happened, as far as anyone has to act on it. */
    enum Failure {
        /** Deadlock or snapshot conflict: roll back everything and try the whole unit again. */
        CONFLICT,
        /** A lock was waited for too long: as a conflict, for all who do not care which. */
        LOCK_WAIT,
        /** A unique key is taken. */
        DUPLICATE,
        /** A CHECK constraint was broken. */
        CHECK,
        /** No connection, or a lost or timed-out one. */
        LOST,
        /** A defect of ours. */
        OTHER
    }

    /** An SQL expression: microseconds since 1970-01-01T00:00Z by the database's clock. */
    public abstract String nowMicros();

    /**
     * What follows a table in FROM whose rows are to be found by this index and by no other, nor by a walk through the
     * table. The statement fails if there is no such index.
     */
    public abstract String byIndex(String name);

    /** What follows the closing bracket of every {@code CREATE TABLE}. */
    abstract String tableOptions();

    /** Driver properties of pooled connections. */
    abstract Map<String, String> driverProperties(DatabaseSettings settings);

    /** Statement that sets up each new pooled connection. */
    abstract String sessionSetup(Duration statementTimeout);

    /** Statement that sets up a connection for migrations. */
    abstract String migrationSetup();

    /** Makes the transaction that is about to begin on this connection read from one snapshot. */
    abstract void snapshot(Connection connection) throws SQLException;

    /**
     * Looks at a connection that has been set up, and at the schema, for what would silently falsify data.
     *
     * @return warnings for the log
     * @throws SQLException if the database cannot be asked
     * @throws dev.gildong.config.SettingsException if the server must not start on this database
     */
    abstract List<String> check(Connection connection) throws SQLException;

    abstract Failure classify(SQLException e);

    /** Finds the first thing to act on among an exception and its causes. */
    final Failure classify(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                Failure failure = classify(e);
                if (failure != Failure.OTHER) {
                    return failure;
                }
            }
        }
        return Failure.OTHER;
    }

    /** Whether the driver itself says that the connection is of no more use: SQLSTATE class 08, or a time-out. */
    static boolean lost(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("08")
                || e instanceof java.sql.SQLTransientConnectionException
                || e instanceof java.sql.SQLNonTransientConnectionException
                || e instanceof java.sql.SQLRecoverableException
                || e instanceof java.sql.SQLTimeoutException;
    }
}
