package dev.gildong.leaderboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of leaderboards by their names. */
record LeaderboardPageResponse(
        List<LeaderboardResponse> items, @Nullable String nextPageToken) {}
