package dev.gildong.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs units of work. Each is one transaction that is committed when its function returns and rolled back when it
 * throws; so an answer is made from committed data. Safe for any number of threads.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 3;

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final Dialect dialect;

    Database(HikariDataSource pool, EntityManagerFactory factory, Dialect dialect) {
        this.pool = pool;
        this.factory = factory;
        this.dialect = dialect;
    }

    /**
     * Runs a unit at READ COMMITTED. A deadlock, a lock wait that ran out or a snapshot conflict rolls back everything
     * and runs the whole function again, three times at most: it must have no effect but through its unit.
     *
     * @throws DatabaseException if the database is lost or stays busy, or a COMMIT has an unknown outcome; the last is
     *     never tried again here
     * @throws ConstraintException if the schema refused a change
     */
    public <T> T transact(Function<UnitOfWork, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work, false);
            } catch (ConflictException e) {
                if (attempt == ATTEMPTS) {
                    throw DatabaseException.busy(e);
                }
                LOG.debug("attempt {} met a conflict", attempt);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L << (2 * attempt)));
            }
        }
    }

    /**
     * Runs a unit that adds what it does not find. Of two that add the same, a unique key lets one; the other is rolled
     * back, runs again, and finds it there. Three times at most.
     *
     * @throws ConstraintException if the schema refuses it each time
     */
    public <T> T findOrAdd(Function<UnitOfWork, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transact(work);
            } catch (ConstraintException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Runs a unit that only reads, all its statements from one snapshot: for answers that must not contradict themselves. */
    public <T> T snapshot(Function<UnitOfWork, T> work) {
        try {
            return once(work, true);
        } catch (ConflictException e) {
            throw DatabaseException.busy(e);
        }
    }

    /** Whether the database answers within a second; never waits longer than the pool's own time-out. */
    public boolean reachable() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            LOG.debug("the database does not answer", e);
            return false;
        }
    }

    /**
     * Connections apart from those of units, for a library that speaks JDBC by itself. Whoever asks for them closes them.
     *
     * @param name in logs and metrics
     * @param count at most
     */
    public HikariDataSource connections(String name, int count) {
        HikariConfig config = new HikariConfig();
        pool.copyStateTo(config);
        config.setPoolName(name);
        config.setMaximumPoolSize(count);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private <T> T once(Function<UnitOfWork, T> work, boolean snapshot) {
        boolean begun = false;
        boolean committing = false;
        EntityManager entities = factory.createEntityManager();
        UnitOfWork unit = new UnitOfWork(entities, dialect);
        T result;
        try {
            entities.getTransaction().begin();
            Connection connection = unit.connection(); // now, so that the whole unit runs on it
            begun = true;
            if (snapshot) {
                dialect.snapshot(connection);
            }
            result = work.apply(unit);
            unit.flush(); // every statement but the COMMIT itself has an outcome that is known
            committing = true;
            entities.getTransaction().commit();
        } catch (SQLException | RuntimeException e) {
            if (begun) { // else EclipseLink would wait for a connection again, to roll back nothing
                rollBack(entities);
            }
            throw committing ? DatabaseException.outcomeUnknown(e) : translated(e);
        } catch (Error e) {
            rollBack(entities);
            throw e;
        } finally {
            if (entities.isOpen()) { // a COMMIT that fails can close it
                entities.close();
            }
        }
        unit.committed();
        return result;
    }

    private static void rollBack(EntityManager entities) {
        try {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
        } catch (RuntimeException e) {
            LOG.debug("a lost connection cannot be rolled back; the database does it", e);
        }
    }

    private RuntimeException translated(Exception e) {
        if (e instanceof ConstraintException constraint) {
            return constraint;
        }
        return switch (dialect.classify(e)) {
            case CONFLICT -> new ConflictException(e);
            case LOST -> DatabaseException.unavailable(e);
            default -> e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        };
    }

    @Override
    public void close() {
        factory.close();
        pool.close();
    }

    private static final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConflictException(Throwable cause) {
            super(cause);
        }
    }
}
