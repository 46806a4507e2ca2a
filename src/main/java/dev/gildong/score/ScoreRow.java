package dev.gildong.score;

import java.util.Optional;

/**
 * What the database holds of a player's score in a season.
 *
 * @param sortKey see {@link dev.gildong.leaderboard.Definition.Order#sortKey}; empty for a score that was deleted
 * @param reachedNo number of the change by which the player reached it
 * @param changeNo number of the last change of this row
 * @param reachedAt microseconds since 1970 by the database's clock
 * @param minute since 1970 in which the player last submitted, where a rule limits that
 * @param inMinute submits in that minute
 * @param metadata a JSON object, if any came with the score
 */
record ScoreRow(
        long player,
        Optional<Long> sortKey,
        long reachedNo,
        long changeNo,
        long reachedAt,
        long minute,
        int inMinute,
        Optional<String> metadata) {

    /** What there is of a player who has never submitted. */
    static ScoreRow none(long player) {
        return new ScoreRow(player, Optional.empty(), 0, 0, 0, 0, 0, Optional.empty());
    }

    ScoreRow counted(long inThisMinute, int submits) {
        return new ScoreRow(player, sortKey, reachedNo, changeNo, reachedAt, inThisMinute, submits, metadata);
    }

    ScoreRow reached(long key, long number, long at, Optional<String> with) {
        return new ScoreRow(player, Optional.of(key), number, number, at, minute, inMinute, with);
    }

    /** The same score with other metadata. */
    ScoreRow described(long number, Optional<String> with) {
        return new ScoreRow(player, sortKey, reachedNo, number, reachedAt, minute, inMinute, with);
    }

    ScoreRow deleted(long number) {
        return new ScoreRow(player, Optional.empty(), reachedNo, number, reachedAt, minute, inMinute, Optional.empty());
    }
}
