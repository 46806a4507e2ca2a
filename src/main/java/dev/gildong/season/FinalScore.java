package dev.gildong.season;

import java.util.Optional;

/**
 * A player's entry of a closed season.
 *
 * @param place 1 for the best, all different
 * @param rank the same, or the place of the first with this score where ties share one
 * @param player number of the player
 * @param sortKey the score as {@link dev.gildong.leaderboard.Definition.Order#sortKey} translates it
 * @param reachedNo number of the change by which the player reached the score; the smaller one leads
 * @param reachedAtMicros when that was, microseconds since 1970
 * @param metadata JSON, as it was submitted
 */
public record FinalScore(
        long place,
        long rank,
        long player,
        long sortKey,
        long reachedNo,
        long reachedAtMicros,
        Optional<String> metadata) {}
