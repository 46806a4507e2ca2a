package dev.gildong.score;

import java.util.Optional;

/**
 * A score in its place.
 *
 * @param rank as the board counts ties
 * @param sortKey see {@link dev.gildong.leaderboard.Definition.Order#sortKey}
 * @param reachedAt microseconds since 1970
 * @param metadata a JSON object
 */
record Standing(long rank, long player, long sortKey, long reachedNo, long reachedAt, Optional<String> metadata) {}
