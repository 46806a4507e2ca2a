package dev.gildong.persistence;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Keeps EclipseLink from trying again by itself when a connection cannot be had: it does so three times, with five
 * seconds between them for a query, which makes a lost database a request of 18 seconds. {@link Database} decides what
 * is tried again. Named in {@code persistence.xml}.
 */
public final class NoRetries implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(0);
    }
}
