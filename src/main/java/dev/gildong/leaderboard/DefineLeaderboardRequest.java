package dev.gildong.leaderboard;

import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /v1/leaderboards/{board}}; what is left out takes its default. */
record DefineLeaderboardRequest(Rules.@Nullable Order order, Rules.@Nullable Keep keep, Rules.@Nullable Ties ties) {

    Rules rules() {
        return new Rules(
                order == null ? Rules.Order.HIGHEST : order,
                keep == null ? Rules.Keep.BEST : keep,
                ties == null ? Rules.Ties.EARLIEST : ties);
    }
}
