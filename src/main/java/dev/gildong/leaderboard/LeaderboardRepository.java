package dev.gildong.leaderboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gildong.http.Json;
import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Definitions of leaderboards in the database. */
final class LeaderboardRepository {
    private static final String SELECT =
            "SELECT board_no, name, definition, version, created_at, updated_at FROM leaderboard ";
    private static final String BY_NUMBER = "WHERE board_no = ? AND name IS NOT NULL";

    /**
     * Adds a board.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is one of this name: the unique key decides between
     *     two who make it at once
     */
    Board add(UnitOfWork unit, String name, Definition definition) {
        long now = unit.nowMicros();
        unit.update(
                "INSERT INTO leaderboard (name, definition, version, created_at, updated_at) VALUES (?, ?, 1, ?, ?)",
                name,
                json(definition),
                now,
                now);
        return find(unit, name).orElseThrow();
    }

    Optional<Board> find(UnitOfWork unit, String name) {
        return unit.find(LeaderboardRepository::board, SELECT + "WHERE name = ?", name);
    }

    /** Empty once it is deleted. */
    Optional<Board> find(UnitOfWork unit, long number) {
        return unit.find(LeaderboardRepository::board, SELECT + BY_NUMBER, number);
    }

    /** The board of this name, locked until the unit ends: whoever changes it has seen what it was. */
    Optional<Board> lock(UnitOfWork unit, String name) {
        return unit.find(LeaderboardRepository::board, SELECT + "WHERE name = ? FOR UPDATE", name);
    }

    /** The board as it stands, locked; empty once it is deleted. */
    Optional<Board> lock(UnitOfWork unit, long number) {
        return unit.find(LeaderboardRepository::board, SELECT + BY_NUMBER + " FOR UPDATE", number);
    }

    /** In the order of their names, those after a name; all of them after the empty one. */
    List<Board> page(UnitOfWork unit, String after, int limit) {
        return unit.list(LeaderboardRepository::board, SELECT + "WHERE name > ? ORDER BY name LIMIT ?", after, limit);
    }

    /** Stores a definition that was changed, by whoever has locked the board. */
    void change(UnitOfWork unit, Board board) {
        unit.update(
                "UPDATE leaderboard SET definition = ?, version = ?, updated_at = ? WHERE board_no = ?",
                json(board.definition()),
                board.version(),
                UnitOfWork.micros(board.updatedAt()),
                board.number());
    }

    /** Takes a board its name, by which alone it is found. */
    void remove(UnitOfWork unit, Board board) {
        unit.update(
                "UPDATE leaderboard SET name = NULL, version = ?, updated_at = ? WHERE board_no = ?",
                board.version() + 1,
                unit.nowMicros(),
                board.number());
    }

    private static Board board(ResultSet row) throws SQLException {
        return new Board(
                row.getLong(1),
                row.getString(2),
                definition(row.getString(3)),
                row.getLong(4),
                UnitOfWork.instant(row.getLong(5)),
                UnitOfWork.instant(row.getLong(6)));
    }

    private static String json(Definition definition) {
        try {
            return Json.MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a definition can be written as JSON", e);
        }
    }

    private static Definition definition(String json) {
        try {
            return Json.MAPPER.readValue(json, Definition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored definition can be read", e);
        }
    }
}
