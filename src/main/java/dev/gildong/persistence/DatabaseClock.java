package dev.gildong.persistence;

import dev.gildong.thread.Daemons;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock, for where two nodes must agree on the time and asking each time would cost too much. A thread of
 * its own asks every half minute; in between it counts on by the machine's monotonic clock, so it is right to within a
 * round trip. While the database is away it counts on. Never waits; safe for any number of threads.
 */
public final class DatabaseClock implements InstantSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private final Database database;
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(new Daemons("database-clock-"));
    private volatile Reading reading;

    /** @throws DatabaseException if the database cannot be asked */
    public DatabaseClock(Database database) {
        this.database = database;
        this.reading = read();
        long seconds = GOOD_FOR.toSeconds();
        var unused = asking.scheduleWithFixedDelay(this::ask, seconds, seconds, TimeUnit.SECONDS);
    }

    @Override
    public Instant instant() {
        return reading.now(System.nanoTime());
    }

    private void ask() {
        try {
            reading = read();
        } catch (RuntimeException e) {
            LOG.debug("the database's clock cannot be read; counting on", e);
        }
    }

    private Reading read() {
        long micros = database.transact(UnitOfWork::nowMicros);
        return new Reading(UnitOfWork.instant(micros), System.nanoTime());
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }

    private record Reading(Instant instant, long nanoTime) {

        Instant now(long nanos) {
            return instant.plusNanos(nanos - nanoTime).truncatedTo(ChronoUnit.MICROS); // as it is stored
        }
    }
}
