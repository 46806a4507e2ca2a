package dev.gildong.http;

/** The lists that are read by pages. A page token is good for one of them. */
public enum PagedList {
    /** Tasks. */
    TASKS,
    /** Schedules. */
    SCHEDULES,
    /** Webhooks. */
    WEBHOOKS,
    /** Deliveries of a webhook. */
    DELIVERIES,
    /** Leaderboards. */
    LEADERBOARDS,
    /** Seasons of a leaderboard. */
    SEASONS,
    /** Scores of a season. */
    SCORES,
    /** Sessions of a player. */
    SESSIONS,
    /** API keys. */
    API_KEYS,
    /** What the staff did. */
    AUDIT,
    /** Collections of documents. */
    COLLECTIONS,
    /** Documents of a player. */
    DOCUMENTS,
    /** Versions of a document. */
    VERSIONS,
    /** Documents that a search finds. */
    SEARCHES,
    /** The lists of a game module, whose tokens have a key of the module's own; their first number says which list. */
    MODULE
}
