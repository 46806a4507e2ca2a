package dev.gildong.leaderboard;

import java.time.Instant;

/** A leaderboard's definition. */
record LeaderboardResponse(String name, Rules.Order order, Rules.Keep keep, Rules.Ties ties, Instant createdAt) {

    static LeaderboardResponse of(Board board) {
        Rules rules = board.rules();
        return new LeaderboardResponse(board.name(), rules.order(), rules.keep(), rules.ties(), board.createdAt());
    }
}
