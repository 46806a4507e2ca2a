package dev.gildong.app;

import dev.gildong.change.ChangeLog;
import dev.gildong.persistence.Database;
import dev.gildong.thread.Daemons;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Looks every ten seconds for what does not mend itself and must wake somebody, and logs it as fatal: once when it has
 * lasted, and once more when it is over.
 */
final class Alarms implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Alarms.class);
    private static final Duration STEP = Duration.ofSeconds(10);
    /** A restart or a switch to a replica takes less. */
    private static final Duration DATABASE_GONE = Duration.ofMinutes(2);

    private static final Duration CHANGES_UNHEARD = Duration.ofMinutes(5);

    private final Alarm database;
    private final Alarm changes;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(new Daemons("alarms-"));

    Alarms(Database database, ChangeLog changes) {
        this(database::reachable, () -> !(changes.lagSeconds() > STEP.toSeconds()), System::nanoTime);
        var unused = looking.scheduleWithFixedDelay(this::look, STEP.toSeconds(), STEP.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Looks when it is told to.
     *
     * @param reachable whether the database answers
     * @param heard whether changes of other nodes are heard
     * @param nanos a monotonic clock
     */
    Alarms(BooleanSupplier reachable, BooleanSupplier heard, LongSupplier nanos) {
        database = new Alarm("the database does not answer", DATABASE_GONE, reachable, nanos);
        changes = new Alarm("changes of other nodes cannot be heard", CHANGES_UNHEARD, heard, nanos);
    }

    void look() {
        try {
            database.look();
            changes.look();
        } catch (RuntimeException e) { // thrown out of a scheduled run, it would end all others
            LOG.error("alarms could not look", e);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    private static final class Alarm {
        private final String what;
        private final Duration patience;
        private final BooleanSupplier fine;
        private final LongSupplier nanos;
        private long lastFine;
        private boolean told;

        Alarm(String what, Duration patience, BooleanSupplier fine, LongSupplier nanos) {
            this.what = what;
            this.patience = patience;
            this.fine = fine;
            this.nanos = nanos;
            this.lastFine = nanos.getAsLong();
        }

        void look() {
            if (fine.getAsBoolean()) {
                if (told) {
                    LOG.warn("no longer: {}", what);
                }
                told = false;
                lastFine = nanos.getAsLong();
            } else if (!told && nanos.getAsLong() - lastFine >= patience.toNanos()) {
                told = true;
                LOG.fatal("{}, for {} minutes now", what, patience.toMinutes());
            }
        }
    }
}
