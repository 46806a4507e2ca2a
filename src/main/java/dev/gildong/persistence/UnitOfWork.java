package dev.gildong.persistence;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction: entities and plain SQL on the same connection. Belongs to the thread that runs the unit and must not
 * outlive it. Only repositories use it; everyone else passes it on.
 */
public final class UnitOfWork {
    private static final Logger LOG = LoggerFactory.getLogger(UnitOfWork.class);

    private final EntityManager entities;
    private final Dialect dialect;
    private final List<Runnable> afterCommit = new ArrayList<>();

    UnitOfWork(EntityManager entities, Dialect dialect) {
        this.entities = entities;
        this.dialect = dialect;
    }

    /** The entities of this unit, for aggregates that are loaded and changed as objects. */
    public EntityManager entities() {
        return entities;
    }

    /** What differs between databases. */
    public Dialect dialect() {
        return dialect;
    }

    /** Microseconds since 1970 by the database's clock, which all nodes share. */
    public long nowMicros() {
        return find(row -> row.getLong(1), "SELECT " + dialect.nowMicros()).orElseThrow();
    }

    /** An instant that is stored as microseconds since 1970. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /** The microseconds since 1970 as which an instant is stored; parts of one are left out. */
    public static long micros(Instant instant) {
        // Not by ChronoUnit, which counts nanoseconds on Java 17 and overflows in the year 2262.
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    /** Remembers what to do once the unit is committed, on the same thread; forgotten if it is not. Must not throw. */
    public void afterCommit(Runnable effect) {
        afterCommit.add(effect);
    }

    /** How many effects are to follow the commit. */
    int effects() {
        return afterCommit.size();
    }

    /** Takes back what was changed since, and all effects but so many. */
    void undo(Savepoint before, int effects) throws SQLException {
        entities.clear(); // else it would be stored at the next flush
        connection().rollback(before);
        afterCommit.subList(effects, afterCommit.size()).clear();
    }

    void committed() {
        for (Runnable effect : afterCommit) {
            try {
                effect.run();
            } catch (RuntimeException e) { // the unit is committed: it must not look as if it had failed
                LOG.error("what should follow a commit failed", e);
            }
        }
    }

    /** Stores what entities have changed so far, so that SQL sees it and a broken constraint shows here. */
    public void flush() {
        try {
            entities.flush();
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /**
     * Runs a statement that changes rows.
     *
     * @return the number of rows, as the driver counts them
     * @throws ConstraintException if a unique key or a CHECK refuses it
     * @throws LockWaitException if it waited too long for another unit
     */
    public int update(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw translated(new StatementException(e));
        }
    }

    /** Runs a query and reads all rows. */
    public <T> List<T> list(RowReader<T> reader, String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new StatementException(e);
        }
    }

    /**
     * Runs a query and hands each row on, for results that are long and need not become objects.
     *
     * @return how many there were
     */
    public int forEach(RowVisitor visitor, String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            int found = 0;
            while (rows.next()) {
                visitor.visit(rows);
                found++;
            }
            return found;
        } catch (SQLException e) {
            throw new StatementException(e);
        }
    }

    /** Runs a query for one row at most. */
    public <T> Optional<T> find(RowReader<T> reader, String sql, Object... parameters) {
        List<T> found = list(reader, sql, parameters);
        if (found.size() > 1) {
            throw new IllegalStateException("one row was expected");
        }
        return found.stream().findFirst();
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection().prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i] instanceof Optional<?> o ? o.orElse(null) : parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    Connection connection() {
        return entities.unwrap(Connection.class);
    }

    private RuntimeException translated(RuntimeException e) {
        return switch (dialect.classify(e)) {
            case DUPLICATE -> new ConstraintException(ConstraintException.Kind.DUPLICATE, e);
            case CHECK -> new ConstraintException(ConstraintException.Kind.CHECK, e);
            case LOCK_WAIT -> new LockWaitException(e);
            default -> e;
        };
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the row the cursor stands on, and does not move it. */
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at one row. */
    @FunctionalInterface
    public interface RowVisitor {
        /** Looks at the row the cursor stands on, and does not move it. */
        void visit(ResultSet row) throws SQLException;
    }

    /** Carries an SQLException through code that expects none. */
    static final class StatementException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StatementException(SQLException cause) {
            super(cause);
        }
    }
}
