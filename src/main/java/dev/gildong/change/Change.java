package dev.gildong.change;

/**
 * One row of the log.
 *
 * @param changedAt microseconds by the database's clock; part of what tells this row from another with its number
 */
record Change(long id, String topic, String subject, long changedAt) {
    /** Stands before the first row. */
    static final Change NONE = new Change(0, "", "", 0);
}
