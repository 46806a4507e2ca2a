package dev.gildong.limit;

import dev.gildong.persistence.UnitOfWork;

/** Counts of guesses in the database, by its clock. */
final class GuessRepository {
    private static final int PURGE_BATCH = 1000;

    private final GuessSettings settings;

    GuessRepository(GuessSettings settings) {
        this.settings = settings;
    }

    /** What is known of a subject, by the clock that was read with it. */
    private record Count(int tries, long blockedUntil, long forgetAt, long now) {}

    /**
     * Counts a try before its outcome is known, unless the subject has to wait: then nothing is changed. Whoever tries at
     * the same moment waits for the end of this unit.
     *
     * @param free how many tries are free
     */
    Reserved reserve(UnitOfWork unit, String subject, int free) {
        // It locks the row, and makes it where there is none.
        unit.update("""
                INSERT INTO guess (subject, tries, blocked_until, forget_at) VALUES (?, 0, 0, 0)
                ON DUPLICATE KEY UPDATE subject = subject
                """, subject);
        Count count = unit.find(
                        row -> new Count(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        "SELECT tries, blocked_until, forget_at, %s FROM guess WHERE subject = ? FOR UPDATE"
                                .formatted(unit.dialect().nowMicros()),
                        subject)
                .orElseThrow();
        if (count.blockedUntil() > count.now()) {
            return new Reserved(count.blockedUntil() - count.now(), 0);
        }
        int tries = count.forgetAt() <= count.now() ? 1 : Math.min(count.tries(), Integer.MAX_VALUE - 1) + 1;
        long wait = tries < free ? 0 : settings.waitMicros(tries - free);
        unit.update(
                "UPDATE guess SET tries = ?, blocked_until = ?, forget_at = ? WHERE subject = ?",
                tries,
                wait == 0 ? 0 : count.now() + wait,
                count.now() + wait + settings.window().toMillis() * 1000,
                subject);
        return new Reserved(0, wait);
    }

    /**
     * Whether a try may be made.
     *
     * @param refusedMicros how long to wait before; 0 where it may be made now
     * @param nextMicros how long to wait after it, if it was in vain
     */
    record Reserved(long refusedMicros, long nextMicros) {}

    /** Takes a try back that was not in vain. */
    void giveBack(UnitOfWork unit, String subject, int free) {
        // MySQL sees in an expression what was assigned left of it.
        unit.update("""
                UPDATE guess SET blocked_until = CASE WHEN tries <= ? THEN 0 ELSE blocked_until END, tries = tries - 1
                WHERE subject = ? AND tries > 0
                """, free, subject);
    }

    /** Begins at nought. */
    void forget(UnitOfWork unit, String subject) {
        unit.update("DELETE FROM guess WHERE subject = ?", subject);
    }

    /** Removes some that count no more; true if there may be others. Small, so that its locks are short. */
    static boolean purge(UnitOfWork unit) {
        int removed = unit.update("DELETE FROM guess WHERE forget_at <= %s LIMIT %d"
                .formatted(unit.dialect().nowMicros(), PURGE_BATCH));
        return removed == PURGE_BATCH;
    }
}
