package dev.gildong.score;

import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.InList;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.rank.RankIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Scores in the database. Whoever changes one has locked its season before he reads it
 * ({@link dev.gildong.leaderboard.Seasons#lock}): so nobody else writes in between, and reading, deciding and writing
 * loses nothing. Under READ COMMITTED, what is read after the lock is what the last holder of the lock committed.
 */
final class ScoreRepository {
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** Changes that are read at once. */
    static final int FEED_ROWS = 10_000;

    /** Rows that one statement of a load reads. */
    private static final int LOAD_ROWS = 20_000;

    /** Two ranges, since the database would read all equal scores again for each of their rows if they were one. */
    private static final String NEXT = """
            SELECT sort_key, reached_no, player_no
            FROM ((SELECT sort_key, reached_no, player_no FROM score
                   WHERE board_no = ? AND season_no = ? AND sort_key = ? AND reached_no > ?
                   ORDER BY board_no, season_no, sort_key, reached_no LIMIT %1$d)
                  UNION ALL
                  (SELECT sort_key, reached_no, player_no FROM score
                   WHERE board_no = ? AND season_no = ? AND sort_key > ?
                   ORDER BY board_no, season_no, sort_key, reached_no LIMIT %1$d)) behind
            ORDER BY sort_key, reached_no LIMIT %1$d
            """.formatted(LOAD_ROWS);

    /** Players' rows, of those who have one. */
    Map<Long, ScoreRow> find(UnitOfWork unit, SeasonRef season, Collection<Long> players) {
        Map<Long, ScoreRow> rows = new HashMap<>();
        InList asked = InList.of(players);
        unit.forEach(
                row -> rows.put(row.getLong(1), row(row)),
                """
                SELECT player_no, sort_key, reached_no, change_no, reached_at, submit_minute, submit_count, metadata
                FROM score WHERE board_no = ? AND season_no = ? AND player_no IN %s
                """.formatted(asked.marks()),
                asked.after(season.board(), season.season()));
        return rows;
    }

    private static ScoreRow row(ResultSet row) throws SQLException {
        return new ScoreRow(
                row.getLong(1),
                sortKey(row, 2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                Optional.ofNullable(row.getString(8)));
    }

    private static Optional<Long> sortKey(ResultSet row, int column) throws SQLException {
        long key = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(key);
    }

    /** Stores rows as they are. */
    void write(UnitOfWork unit, SeasonRef season, Collection<ScoreRow> rows) {
        List<Object> parameters = new ArrayList<>();
        List<ScoreRow> written = InList.padded(rows);
        for (ScoreRow row : written) {
            Collections.addAll(
                    parameters,
                    season.board(),
                    season.season(),
                    row.player(),
                    row.sortKey(),
                    row.reachedNo(),
                    row.changeNo(),
                    row.reachedAt(),
                    row.minute(),
                    row.inMinute(),
                    row.metadata());
        }
        unit.update("""
                INSERT INTO score (board_no, season_no, player_no, sort_key, reached_no, change_no, reached_at,
                  submit_minute, submit_count, metadata)
                VALUES %s
                ON DUPLICATE KEY UPDATE
                  sort_key = VALUES(sort_key), reached_no = VALUES(reached_no), change_no = VALUES(change_no),
                  reached_at = VALUES(reached_at), submit_minute = VALUES(submit_minute),
                  submit_count = VALUES(submit_count), metadata = VALUES(metadata)
                """.formatted(String.join(", ", Collections.nCopies(written.size(), ROW))), parameters.toArray());
    }

    /** What changed after a change, by number, {@value #FEED_ROWS} at most: of a score that changed twice the last change alone. */
    List<Change> after(UnitOfWork unit, Season season, long number) {
        return unit.list(
                row -> new Change(row.getLong(1), sortKey(row, 2), row.getLong(3), row.getLong(4), Optional.empty()),
                """
                SELECT player_no, sort_key, reached_no, change_no
                FROM score WHERE board_no = ? AND season_no = ? AND change_no > ? ORDER BY change_no LIMIT ?
                """,
                season.board(),
                season.number(),
                number,
                FEED_ROWS);
    }

    /**
     * The last number that a change of the season took; empty once it is closed or gone, when its rows may be purged.
     */
    Optional<Long> lastChange(UnitOfWork unit, Season season) {
        return unit.find(
                row -> row.getLong(1),
                "SELECT change_no FROM season WHERE board_no = ? AND season_no = ? AND state IN ('open', 'closing')",
                season.board(),
                season.number());
    }

    /**
     * Puts all scores of a season into an index, in rank order. To be called within one snapshot with the above.
     *
     * @param progress is told how many are in the index, every some thousand; may throw to give up
     */
    void load(UnitOfWork unit, Season season, RankIndex.Builder into, LongConsumer progress) {
        long[] last = {Long.MIN_VALUE, 0};
        long loaded = 0;
        int found = LOAD_ROWS;
        while (found == LOAD_ROWS) {
            found = unit.forEach(
                    row -> {
                        last[0] = row.getLong(1);
                        last[1] = row.getLong(2);
                        into.add(last[0], last[1], row.getLong(3));
                    },
                    NEXT,
                    season.board(),
                    season.number(),
                    last[0],
                    last[1],
                    season.board(),
                    season.number(),
                    last[0]);
            loaded += found;
            progress.accept(loaded);
        }
    }

    /** Seasons in which a player has a score that was not deleted; of closed ones those that are not purged yet. */
    List<SeasonRef> seasons(UnitOfWork unit, long player) {
        return unit.list(
                row -> new SeasonRef(row.getLong(1), row.getInt(2)),
                "SELECT board_no, season_no FROM score WHERE player_no = ? AND sort_key IS NOT NULL",
                player);
    }

    /** Removes the row of a season that is not open: an open one's nodes would not hear of it. */
    void remove(UnitOfWork unit, SeasonRef season, long player) {
        unit.update(
                "DELETE FROM score WHERE board_no = ? AND season_no = ? AND player_no = ?",
                season.board(),
                season.season(),
                player);
    }

    /** What a page shows of players besides their ranks; nothing of a score that was deleted. */
    Map<Long, Detail> details(UnitOfWork unit, Season season, Collection<Long> players) {
        Map<Long, Detail> details = new HashMap<>();
        find(unit, SeasonRef.of(season), players).values().stream()
                .filter(row -> row.sortKey().isPresent())
                .forEach(row -> details.put(row.player(), Detail.of(row)));
        return details;
    }
}
