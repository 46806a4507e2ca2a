package dev.gildong.score;

import java.util.Optional;

/**
 * What a submit did.
 *
 * @param now the score that stands
 * @param before what stood before; empty at the first submit
 */
record Outcome(Placed now, Optional<Placed> before) {

    /** Whether the player stands better than before. */
    boolean improved() {
        return before.isEmpty() || now.sortKey() < before.get().sortKey();
    }

    /** A place in a board's order: who has the smaller sort key leads, then who reached it first. */
    record Placed(long sortKey, long reachedNo) {}
}
