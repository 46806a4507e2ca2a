package dev.gildong.score;

import java.util.Optional;

/**
 * What a page shows of a score besides its rank.
 *
 * @param reachedNo tells which score it belongs to
 * @param reachedAt microseconds since 1970
 * @param metadata a JSON object
 */
record Detail(long reachedNo, long reachedAt, Optional<String> metadata) {

    static Detail of(ScoreRow row) {
        return new Detail(row.reachedNo(), row.reachedAt(), row.metadata());
    }
}
