package dev.gildong.leaderboard;

/**
 * A place in a board's order, best first: the smaller sort key leads, then who reached it earlier, then the smaller
 * player number.
 *
 * @param sortKey see {@link Rules.Order#sortKey}
 * @param reachedAt microseconds since 1970 by the database's clock
 * @param player the player's number
 */
record Position(long sortKey, long reachedAt, long player) {}
