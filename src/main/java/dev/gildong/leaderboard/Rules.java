package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a board ranks.
 *
 * @param order which scores lead
 * @param keep what becomes of a player's scores
 * @param ties who leads among equal scores
 */
record Rules(Order order, Keep keep, Ties ties) {

    /** Which scores lead. */
    enum Order {
        @JsonProperty("highest")
        HIGHEST,
        @JsonProperty("lowest")
        LOWEST;

        /** Translates a score into a key of which the smaller is the better, and back: it is its own inverse. */
        long sortKey(long score) {
            return this == HIGHEST ? -score : score;
        }
    }

    /** What becomes of a player's scores. */
    enum Keep {
        @JsonProperty("best")
        BEST,
        @JsonProperty("latest")
        LATEST,
        @JsonProperty("sum")
        SUM
    }

    /** Who leads among equal scores. */
    enum Ties {
        /** Who reached the score first: all ranks differ. */
        @JsonProperty("earliest")
        EARLIEST
    }
}
