package dev.gildong.leaderboard;

import org.jspecify.annotations.Nullable;

/**
 * What a score must keep to; null where there is no such limit. Scores are in the board's smallest unit.
 *
 * @param min the smallest score that is taken
 * @param max the largest score that is taken
 * @param maxChange how far a score may lie from the player's last one; of a sum, how much may be added or taken away
 * @param perMinute how many scores of one player are taken in a minute of the database's clock
 */
public record ScoreRules(
        @Nullable Long min,
        @Nullable Long max,
        @Nullable Long maxChange,
        @Nullable Integer perMinute) {
    /** No limits. */
    public static final ScoreRules NONE = new ScoreRules(null, null, null, null);
}
