package dev.gildong.change;

import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.thread.Daemons;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every node that shares the database what was changed, within 250 ms of the commit: a change is announced as a
 * row in the unit that makes it, and each node has a thread that polls for new rows, on a connection of its own. What
 * was announced is heard at least once, and only if it was committed. Safe for any number of threads. ADR 016.
 */
public final class ChangeLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
    private static final int PURGE_BATCH = 1000;
    /** Others wait for a number for {@link Tail#LONGEST_UNIT}; a unit that took this long says it once more. */
    private static final Duration LATE = Tail.LONGEST_UNIT.dividedBy(2);

    private final Database database;
    private final ChangeSettings settings;
    private final LongSupplier nanos;
    private final Listeners listeners = new Listeners();
    private final ChangeReader reader;
    private final Tail tail;
    private final SharedPolls polls;
    private final Thread poller = new Daemons("change-log-").newThread(this::run);
    private volatile boolean closed;

    /** Hears nothing before {@link #start}. */
    public ChangeLog(Database database, ChangeSettings settings) {
        this(database, settings, System::nanoTime);
    }

    ChangeLog(Database database, ChangeSettings settings, LongSupplier nanos) {
        this.database = database;
        this.settings = settings;
        this.nanos = nanos;
        String nowMicros = database.transact(unit -> unit.dialect().nowMicros());
        this.reader = new ChangeReader(database.connections("gildong-changes", 1), nowMicros);
        this.tail = new Tail(reader, listeners, settings.keep(), nanos);
        this.polls = new SharedPolls(tail::poll);
    }

    /** Shows how far behind this node is, how often it polls, and how much it hears. */
    public void measure(MeterRegistry meters) {
        Gauge.builder("gildong.changes.lag", tail, Tail::lagSeconds)
                .description("Time since the last good poll began: what was committed before it was heard")
                .baseUnit("seconds")
                .register(meters);
        FunctionCounter.builder("gildong.changes.polls", tail, Tail::polls)
                .description("Good polls")
                .register(meters);
        FunctionCounter.builder("gildong.changes.heard", tail, Tail::rows)
                .description("Changes that polls found, those of this node among them")
                .register(meters);
    }

    /**
     * Writes a row in the caller's unit. After its commit this node's listeners hear it at once, on the same thread, and
     * a second time when the row is polled.
     *
     * @param topic 32 characters at most
     * @param subject what has changed, 128 characters at most
     */
    public void announce(UnitOfWork unit, String topic, String subject) {
        unit.update(
                "INSERT INTO change_log (topic, subject, changed_at) VALUES (?, ?, %s)"
                        .formatted(unit.dialect().nowMicros()),
                topic,
                subject);
        long announced = nanos.getAsLong();
        unit.afterCommit(() -> {
            listeners.changed(topic, subject);
            if (nanos.getAsLong() - announced > LATE.toNanos()) {
                announceAgain(topic, subject);
            }
        });
    }

    /** Others may have given the first row up. */
    private void announceAgain(String topic, String subject) {
        try {
            database.transact(unit -> {
                announce(unit, topic, subject);
                return unit;
            });
        } catch (RuntimeException e) {
            LOG.error("a change of {} was committed too late, and other nodes may not have heard of it", topic, e);
        }
    }

    /** How long ago the last good poll began, in seconds; NaN before {@link #start}. */
    public double lagSeconds() {
        return tail.lagSeconds();
    }

    /** Tells a listener of every change of a topic from now on. To be called before {@link #start}. */
    public void subscribe(String topic, Listener listener) {
        listeners.add(topic, listener);
    }

    /**
     * Begins to hear: calls {@link Listener#reload} on every listener, and then each change.
     *
     * @throws DatabaseException if the database cannot be asked
     */
    public void start() {
        polls.await();
        poller.start();
    }

    /**
     * Returns when this node's listeners have heard every change that was committed before the call. Callers who come at
     * once share one poll. Not to be called within a unit of work.
     *
     * @throws DatabaseException if the database cannot be asked
     */
    public void catchUp() {
        polls.await();
    }

    /**
     * Whether this node has heard everything that was committed up to about a second ago. While it has not, nothing that
     * is kept up to date by changes may be believed. False before {@link #start}.
     */
    public boolean current() {
        return tail.current();
    }

    /**
     * Removes some of the oldest rows, if they are past their time. It leaves no gap behind and never removes the newest
     * row, by which nodes know where they are.
     *
     * @return whether there may be more
     */
    public boolean purge(UnitOfWork unit) {
        long oldestKept =
                unit.nowMicros() - TimeUnit.NANOSECONDS.toMicros(settings.keep().toNanos());
        List<Change> oldest = unit.list(
                row -> new Change(row.getLong(1), "", "", row.getLong(2)),
                "SELECT change_id, changed_at FROM change_log ORDER BY change_id LIMIT " + (PURGE_BATCH + 1));
        long upTo = 0;
        int rows = 0;
        // Only what comes before another row, and nothing behind one that is kept: what follows a row stays complete.
        while (rows < oldest.size() - 1 && oldest.get(rows).changedAt() < oldestKept) {
            upTo = oldest.get(rows++).id();
        }
        if (rows > 0) {
            unit.update("DELETE FROM change_log WHERE change_id <= ?", upTo);
        }
        return rows == PURGE_BATCH;
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                polls.await();
                if (failing) {
                    LOG.info("hearing of changes again");
                }
                failing = false;
            } catch (RuntimeException | Error e) {
                if (!failing && !closed) {
                    LOG.warn("changes on other nodes cannot be heard; nothing that is remembered is believed", e);
                }
                failing = true;
            }
            LockSupport.parkNanos(this, settings.poll().toNanos());
        }
    }

    /** Not by an interruption: H2 closes its file when one meets it there. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(poller);
        try {
            poller.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }

    /**
     * Hears of changes, on the poller's thread or on any that announces or catches up, also on several at once. Must be
     * quick, must not throw, and must not mind hearing of a change twice.
     */
    public interface Listener {
        /** This has been changed. */
        void changed(String subject);

        /** Changes may have been missed: nothing that is remembered from before the call is to be believed. */
        void reload();
    }
}
