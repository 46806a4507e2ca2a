package dev.gildong.http;

import java.util.Locale;

/**
 * What an API key may be allowed to do, or a player by a role. The administrator's key has every scope; a new one takes a migration that gives
 * it to the key that a database already holds.
 */
public enum Scope {
    /** Submit scores for any player. */
    SCORES,
    /** Define leaderboards. */
    BOARDS,
    /** Enqueue, see and manage background tasks and schedules. */
    TASKS,
    /** Define where events are sent, and see what was sent. */
    WEBHOOKS,
    /** Read the node's metrics. */
    METRICS,
    /** Ban players. */
    PLAYERS,
    /** Make and delete API keys, and give players roles. */
    KEYS,
    /** Erase players, and read all that is kept of them. */
    PRIVACY,
    /** Declare collections, and read and change any player's documents. */
    DOCUMENTS;

    /** As it is written in an answer and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
