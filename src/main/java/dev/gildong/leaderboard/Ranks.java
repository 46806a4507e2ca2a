package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Exact ranks by counting, on the index {@code score_rank} that holds every board in rank order; so a rank costs as
 * much as there are better scores. Pages go on from a position, never by OFFSET. What one answer says must come from
 * one snapshot: see {@link dev.gildong.persistence.Database#snapshot}.
 */
final class Ranks {
    private static final String AHEAD = """
            board_no = ? AND sort_key <= ?
            AND (sort_key < ? OR reached_at < ? OR (reached_at = ? AND player_no < ?))
            """;
    private static final String BEHIND = """
            board_no = ? AND sort_key >= ?
            AND (sort_key > ? OR reached_at > ? OR (reached_at = ? AND player_no > ?))
            """;
    private static final String BETWEEN = "(" + BEHIND + ") AND (" + AHEAD + ")";
    private static final String BEST_FIRST = "sort_key, reached_at, player_no";
    private static final String WORST_FIRST = "sort_key DESC, reached_at DESC, player_no DESC";

    /** How many entries the board has. */
    long total(UnitOfWork unit, Board board) {
        return count(unit, "board_no = ?", board.number());
    }

    /** How many entries lead this position; its rank, less one. */
    long ahead(UnitOfWork unit, Board board, Position position) {
        return count(unit, AHEAD, comparison(board, position));
    }

    /** How many entries stand between two positions, neither counted: few, where one submit moved a player. */
    long between(UnitOfWork unit, Board board, Position better, Position worse) {
        List<Object> parameters = new ArrayList<>(List.of(comparison(board, better)));
        Collections.addAll(parameters, comparison(board, worse));
        return count(unit, BETWEEN, parameters.toArray());
    }

    /** The best entries. */
    List<Standing> top(UnitOfWork unit, Board board, int limit) {
        return standings(unit, "board_no = ?", BEST_FIRST, limit, board.number());
    }

    /** The entries behind a position, best first; there need be no entry at it. */
    List<Standing> behind(UnitOfWork unit, Board board, Position position, int limit) {
        return standings(unit, BEHIND, BEST_FIRST, limit, comparison(board, position));
    }

    /** The entries just ahead of a position, best first. */
    List<Standing> justAhead(UnitOfWork unit, Board board, Position position, int limit) {
        List<Standing> worstFirst = standings(unit, AHEAD, WORST_FIRST, limit, comparison(board, position));
        Collections.reverse(worstFirst);
        return worstFirst;
    }

    /** The entry of one player. */
    Optional<Standing> find(UnitOfWork unit, Board board, long player) {
        return standings(unit, "board_no = ? AND player_no = ?", BEST_FIRST, 1, board.number(), player).stream()
                .findFirst();
    }

    private static Object[] comparison(Board board, Position position) {
        return new Object[] {
            board.number(),
            position.sortKey(),
            position.sortKey(),
            position.reachedAt(),
            position.reachedAt(),
            position.player()
        };
    }

    private static long count(UnitOfWork unit, String where, Object... parameters) {
        return unit.find(row -> row.getLong(1), "SELECT COUNT(*) FROM score WHERE " + where, parameters)
                .orElseThrow();
    }

    /** Takes the rows from the index alone first; names and metadata then cost a look-up for each row of the page. */
    private static List<Standing> standings(
            UnitOfWork unit, String where, String order, int limit, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.add(limit);
        return unit.list(Ranks::standing, """
                SELECT r.sort_key, r.reached_at, r.player_no, p.player_id, p.display_name, s.metadata
                FROM (SELECT board_no, sort_key, reached_at, player_no FROM score WHERE %s ORDER BY %s LIMIT ?) r
                JOIN score s ON s.board_no = r.board_no AND s.player_no = r.player_no
                JOIN player p ON p.player_no = r.player_no
                ORDER BY %s
                """.formatted(where, order, qualified(order)), all.toArray());
    }

    private static String qualified(String order) {
        return "r." + order.replace(", ", ", r.");
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                new Position(row.getLong(1), row.getLong(2), row.getLong(3)),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)));
    }
}
