package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a leaderboard is; also the JSON in which it is stored.
 *
 * @param order which scores lead
 * @param keep what becomes of a player's scores
 * @param decimals digits behind the point that a score may have, 0 to 6; scores are counted in the smallest of them
 * @param ties who leads among equal scores
 * @param season when seasons end; null for a board that has one season
 * @param opensAt before it nothing is taken; null for at once
 * @param closesAt from it on nothing is taken, and the season that runs ends; null for never
 * @param rules what a score must keep to
 * @param submit who may submit
 * @param keepSeasons how many closed seasons are kept; null for all, for ever
 * @param read who may read
 * @param frozen whether nothing is taken for now
 */
public record Definition(
        Order order,
        Keep keep,
        int decimals,
        Ties ties,
        @Nullable SeasonRule season,
        @Nullable Instant opensAt,
        @Nullable Instant closesAt,
        ScoreRules rules,
        Submit submit,
        @Nullable Integer keepSeasons,
        Read read,
        boolean frozen) {

    /** Whether scores that were recorded under the other one mean the same under this. */
    public boolean keepsScoresOf(Definition other) {
        return order == other.order
                && keep == other.keep
                && decimals == other.decimals
                && ties == other.ties
                && Objects.equals(opensAt, other.opensAt);
    }

    /** Which scores lead. */
    public enum Order {
        @JsonProperty("highest")
        HIGHEST,
        @JsonProperty("lowest")
        LOWEST;

        /** Translates a score into a key of which the smaller is the better, and back: it is its own inverse. */
        public long sortKey(long score) {
            return this == HIGHEST ? -score : score;
        }
    }

    /** What becomes of a player's scores. */
    public enum Keep {
        @JsonProperty("best")
        BEST,
        @JsonProperty("latest")
        LATEST,
        @JsonProperty("sum")
        SUM
    }

    /** Who leads among equal scores. */
    public enum Ties {
        /** Who reached the score first: all ranks differ. */
        @JsonProperty("earliest")
        EARLIEST,
        /** Nobody: equal scores share a rank, and as many ranks after it are left out. */
        @JsonProperty("shared")
        SHARED
    }

    /** Who may submit. */
    public enum Submit {
        /** Players their own scores, and API keys with the scope {@code scores}. */
        @JsonProperty("players")
        PLAYERS,
        /** API keys with the scope {@code scores} alone. */
        @JsonProperty("servers")
        SERVERS
    }

    /** Who may read. */
    public enum Read {
        /** Whoever is signed in. */
        @JsonProperty("players")
        PLAYERS,
        /** Anyone. */
        @JsonProperty("public")
        PUBLIC
    }
}
