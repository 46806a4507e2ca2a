package dev.gildong.app;

import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes expired sessions now and then. A purge that fails is logged, and the next one still comes. */
final class SessionPurge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPurge.class);

    private final Sessions sessions;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "session-purge");
        thread.setDaemon(true);
        return thread;
    });

    SessionPurge(Sessions sessions, SessionSettings settings) {
        this.sessions = sessions;
        long millis = settings.purgeInterval().toMillis();
        var unused = clock.scheduleWithFixedDelay(this::purge, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void purge() {
        try {
            sessions.purge();
        } catch (RuntimeException e) {
            LOG.warn("expired sessions were not removed; the next attempt follows", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
