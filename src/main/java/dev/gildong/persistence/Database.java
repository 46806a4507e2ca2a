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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs units of work. Each is one transaction that is committed when its function returns and rolled back when it
 * throws; so an answer is made from committed data. Within {@link #enclose} units are parts of one. Safe for any number
 * of threads.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 3;
    /** More than any unit has reasons to look outside. */
    private static final int RUNS = 30;

    private static final ThreadLocal<@Nullable Enclosure> ENCLOSURE = new ThreadLocal<>();

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
        @Nullable Enclosure whole = ENCLOSURE.get();
        return whole == null ? repeated(work) : whole.part(work);
    }

    private <T> T repeated(Function<UnitOfWork, T> work) {
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

    /**
     * Runs a unit of which all units that its function begins on this thread are parts: they see what it changed, and are
     * committed with it or not at all. A part that throws is undone to where it began. What was asked for after the
     * commit of a part is done after that of the whole. A conflict runs the whole function again, as in
     * {@link #transact}; so does {@link #outside}.
     *
     * @throws IllegalStateException if this thread is within such a unit already
     */
    public <T> T enclose(Function<UnitOfWork, T> work) {
        if (ENCLOSURE.get() != null) {
            throw new IllegalStateException("a unit that encloses others cannot be a part of one");
        }
        Enclosure whole = new Enclosure(this::endsUnit);
        for (int run = 1; ; run++) {
            try {
                return repeated(unit -> {
                    whole.begin(unit);
                    ENCLOSURE.set(whole);
                    try {
                        T result = work.apply(unit);
                        whole.requireSound();
                        return result;
                    } finally {
                        ENCLOSURE.remove(); // what follows the commit is no part of the unit
                    }
                });
            } catch (Enclosure.OutsideException e) {
                if (run == RUNS) {
                    throw new IllegalStateException("a unit looks outside again and again", e);
                }
                e.run();
            }
        }
    }

    /**
     * Runs a function of which all units that it begins on this thread are parts of one: of that which encloses them
     * already, if there is one, else of one of its own, as in {@link #enclose}. If it throws, all of it is undone.
     */
    public <T> T together(Supplier<T> work) {
        return enclosed() ? transact(unit -> work.get()) : enclose(unit -> work.get());
    }

    /** Whether this thread's units are parts of one that encloses them. */
    public static boolean enclosed() {
        return ENCLOSURE.get() != null;
    }

    /**
     * Does what must not be a part of the enclosing unit, because others are to see it at once, or because it waits for
     * threads that need connections of their own. Where there is no such unit, that is just done. Else the unit is rolled
     * back, this is done, and the unit runs again; this time, the call returns what it came to.
     *
     * @param name the same for the same work; of a type of its caller's own
     * @throws RuntimeException what the work throws
     */
    public static <T> T outside(Object name, Supplier<T> work) {
        @Nullable Enclosure whole = ENCLOSURE.get();
        return whole == null ? work.get() : whole.outside(name, work);
    }

    /** Runs this once the unit that encloses this thread's is committed, and never if it is not; without one, now. */
    public static void afterEnclosing(Runnable effect) {
        @Nullable Enclosure whole = ENCLOSURE.get();
        if (whole == null) {
            effect.run();
        } else {
            whole.unit().afterCommit(effect);
        }
    }

    private boolean endsUnit(RuntimeException e) {
        return e instanceof Enclosure.OutsideException
                || switch (dialect.classify(e)) {
                    case CONFLICT, LOCK_WAIT, LOST -> true;
                    default -> false;
                };
    }

    /**
     * Runs a unit that only reads, all its statements from one snapshot: for answers that must not contradict themselves.
     * As a part of an enclosing unit it sees what that has changed, and each statement what is committed by then.
     */
    public <T> T snapshot(Function<UnitOfWork, T> work) {
        @Nullable Enclosure whole = ENCLOSURE.get();
        if (whole != null) {
            return whole.part(work);
        }
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
            case CONFLICT, LOCK_WAIT -> new ConflictException(e);
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
