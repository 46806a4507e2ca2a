package dev.gildong.http;

import java.util.Locale;

/** What an API key may be allowed to do. */
public enum Scope {
    /** Submit scores for any player. */
    SCORES,
    /** Define leaderboards. */
    BOARDS,
    /** Enqueue, see and manage background tasks and schedules. */
    TASKS;

    /** As it is written in an answer and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
