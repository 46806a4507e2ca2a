package dev.gildong.score;

import java.util.Optional;

/**
 * A change as the index of a season takes it.
 *
 * @param sortKey empty for a score that was deleted
 * @param reachedNo see {@link ScoreRow#reachedNo}
 * @param number of this change
 * @param detail of the score, where this node made the change and so knows it
 */
record Change(long player, Optional<Long> sortKey, long reachedNo, long number, Optional<Detail> detail) {

    static Change of(ScoreRow row) {
        return new Change(
                row.player(),
                row.sortKey(),
                row.reachedNo(),
                row.changeNo(),
                row.sortKey().map(key -> Detail.of(row)));
    }
}
