package dev.gildong.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock, for where two nodes must agree on the time and asking each time would cost too much. It asks now
 * and then, and counts on from there by the machine's monotonic clock; so it is right to within a round trip. While
 * the database is away it counts on. Safe for any number of threads.
 */
public final class DatabaseClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final long GOOD_FOR_NANOS = Duration.ofSeconds(30).toNanos();

    private final Database database;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Reading reading;

    /** @throws DatabaseException if the database cannot be asked */
    public DatabaseClock(Database database) {
        this.database = database;
        this.reading = read();
    }

    @Override
    public Instant instant() {
        long age = System.nanoTime() - reading.nanoTime();
        if (age > GOOD_FOR_NANOS && asking.tryLock()) { // one asks, the others count on
            try {
                reading = read();
            } catch (DatabaseException e) {
                LOG.debug("the database's clock cannot be read; counting on", e);
                reading = new Reading(reading.now(System.nanoTime()), System.nanoTime());
            } finally {
                asking.unlock();
            }
        }
        return reading.now(System.nanoTime());
    }

    private Reading read() {
        long micros = database.transact(UnitOfWork::nowMicros);
        return new Reading(UnitOfWork.instant(micros), System.nanoTime());
    }

    private record Reading(Instant instant, long nanoTime) {

        Instant now(long nanos) {
            return instant.plusNanos(nanos - nanoTime);
        }
    }
}
