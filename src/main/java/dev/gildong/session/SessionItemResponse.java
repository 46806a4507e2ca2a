package dev.gildong.session;

import dev.gildong.persistence.UnitOfWork;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the caller's sessions.
 *
 * @param id not the token, which is known to its client alone
 * @param device what the client called itself when it signed in; null if it did not say
 * @param lastSeenAt to about an hour
 * @param current whether it is the one that asks
 */
record SessionItemResponse(
        String id, @Nullable String device, Instant createdAt, Instant lastSeenAt, Instant expiresAt, boolean current) {

    SessionPlace place() {
        return new SessionPlace(UnitOfWork.micros(createdAt), id);
    }
}
