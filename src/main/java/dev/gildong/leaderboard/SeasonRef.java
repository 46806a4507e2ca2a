package dev.gildong.leaderboard;

/**
 * Names a season.
 *
 * @param board number of the leaderboard
 * @param season counts from 1
 */
public record SeasonRef(long board, int season) {

    /** Names this season. */
    public static SeasonRef of(Season season) {
        return new SeasonRef(season.board(), season.number());
    }
}
