package dev.gildong.leaderboard;

/**
 * A season whose row this unit of work has locked: nobody else changes a score of it until the unit ends.
 *
 * @param season as it stands
 * @param boardVersion of the definition that holds for it
 * @param changeNo the last number that a change took
 * @param nowMicros the database's clock when the lock was asked for, microseconds since 1970
 */
public record SeasonLock(Season season, long boardVersion, long changeNo, long nowMicros) {}
