package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Scores in the database. What a submit makes of a player's score is decided by one statement on the locked row: a
 * lost update, which reading, comparing and writing allows under READ COMMITTED and REPEATABLE READ alike, cannot
 * happen.
 */
final class ScoreRepository {

    /**
     * Records a score.
     *
     * @param sortKey of the score; for {@link Rules.Keep#SUM} of what is added
     * @return what stands now and what stood before; exact, since the row stays locked until the unit ends
     * @throws dev.gildong.persistence.ConstraintException if a sum leaves the exact range
     */
    Recorded record(UnitOfWork unit, Board board, long player, long sortKey, Optional<String> metadata) {
        unit.update(upsert(unit, board.rules().keep()), board.number(), player, sortKey, metadata);
        return unit.find(row -> recorded(row, player), """
                        SELECT sort_key, reached_at, previous_key, previous_reached_at
                        FROM score WHERE board_no = ? AND player_no = ?
                        """, board.number(), player)
                .orElseThrow();
    }

    /** MySQL assigns from left to right, so what looks at the old score comes before the score itself. */
    private static String upsert(UnitOfWork unit, Rules.Keep keep) {
        String changes = switch (keep) {
            case BEST -> "VALUES(sort_key) < sort_key";
            case LATEST -> "VALUES(sort_key) <> sort_key";
            case SUM -> "VALUES(sort_key) <> 0";
        };
        String metadata = keep == Rules.Keep.BEST
                ? "CASE WHEN " + changes + " THEN VALUES(metadata) ELSE metadata END"
                : "VALUES(metadata)";
        String sortKey = switch (keep) {
            case BEST -> "LEAST(sort_key, VALUES(sort_key))";
            case LATEST -> "VALUES(sort_key)";
            case SUM -> "sort_key + VALUES(sort_key)";
        };
        return """
                INSERT INTO score (board_no, player_no, sort_key, reached_at, metadata) VALUES (?, ?, ?, %s, ?)
                ON DUPLICATE KEY UPDATE
                  previous_key = sort_key,
                  previous_reached_at = reached_at,
                  metadata = %s,
                  reached_at = CASE WHEN %s THEN VALUES(reached_at) ELSE reached_at END,
                  sort_key = %s
                """.formatted(unit.dialect().nowMicros(), metadata, changes, sortKey);
    }

    private static Recorded recorded(ResultSet row, long player) throws SQLException {
        Position now = new Position(row.getLong(1), row.getLong(2), player);
        long previousKey = row.getLong(3);
        return new Recorded(
                now, row.wasNull() ? Optional.empty() : Optional.of(new Position(previousKey, row.getLong(4), player)));
    }

    /** Where a player stands after a submit, and stood before it. */
    record Recorded(Position now, Optional<Position> before) {}
}
