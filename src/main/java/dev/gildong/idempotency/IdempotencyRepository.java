package dev.gildong.idempotency;

import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.LockWaitException;
import dev.gildong.persistence.UnitOfWork;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keys that were used, with the answers to their requests. */
final class IdempotencyRepository {
    private static final int PURGE_BATCH = 1000;

    /**
     * Takes a key for this unit, if nobody has; while another unit has it that is not committed yet, waits for that.
     *
     * @return false if it is taken; this unit is to be rolled back then
     * @throws dev.gildong.http.ProblemException 409 if the other unit takes too long
     */
    boolean claim(UnitOfWork unit, String keyHash, String fingerprint) {
        try {
            unit.update(
                    "INSERT INTO idempotency_key (key_hash, fingerprint, created_at) VALUES (?, ?, %s)"
                            .formatted(unit.dialect().nowMicros()),
                    keyHash,
                    fingerprint);
            return true;
        } catch (ConstraintException e) {
            return false;
        } catch (LockWaitException e) {
            throw IdempotencyProblems.running();
        }
    }

    /** Stores the answer beside the key that this unit took. */
    void store(UnitOfWork unit, String keyHash, StoredAnswer answer) {
        unit.update(
                "UPDATE idempotency_key SET status = ?, headers = ?, body = ? WHERE key_hash = ?",
                answer.status(),
                answer.headers(),
                answer.body(),
                keyHash);
    }

    Optional<StoredAnswer> find(UnitOfWork unit, String keyHash) {
        return unit.find(
                row -> new StoredAnswer(
                        row.getString(1), row.getInt(2), row.getString(3), Optional.ofNullable(row.getBytes(4))),
                "SELECT fingerprint, status, headers, body FROM idempotency_key WHERE key_hash = ?",
                keyHash);
    }

    /** Removes some that are older than this; true if there may be more. Small, so that its locks are short. */
    boolean purge(UnitOfWork unit, long keepSeconds) {
        int removed = unit.update(
                "DELETE FROM idempotency_key WHERE created_at < %s - ? LIMIT %d"
                        .formatted(unit.dialect().nowMicros(), PURGE_BATCH),
                TimeUnit.SECONDS.toMicros(keepSeconds));
        return removed == PURGE_BATCH;
    }
}
