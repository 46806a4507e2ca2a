package dev.gildong.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gildong.http.Json;
import dev.gildong.http.Requester;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.UnitOfWork;

/**
 * Records what the staff does. Each record is a row in the unit of what was done: it is there if and only if that unit
 * commits, and nothing is done whose record cannot be stored. Then a line in the {@link SecurityLog} repeats it, out of
 * reach of whoever can change the database. Who did it is the {@link Requester} of this thread. Safe
 * for any number of threads.
 */
public final class AuditLog {
    private final AuditRepository repository = new AuditRepository();

    /** Records one event within the caller's unit. */
    public void record(UnitOfWork unit, AuditEvent event) {
        repository.add(unit, Requester.current(), event, json(event));
        unit.afterCommit(() -> SecurityLog.done(event.action() + ":" + event.subject()));
    }

    /** Records an event that needs no detail. */
    public void record(UnitOfWork unit, String action, String subject) {
        record(unit, new AuditEvent(action, subject));
    }

    private static String json(AuditEvent event) {
        try {
            return Json.MAPPER.writeValueAsString(event.detail());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the detail of " + event.action() + " cannot be written as JSON", e);
        }
    }
}
