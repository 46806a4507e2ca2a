package dev.gildong.season;

import dev.gildong.leaderboard.Definition.Ties;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.InList;
import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Final scores in the database. */
final class FinalScoreRepository {
    /** How many rows one statement copies: few enough that its locks are short. */
    static final int BATCH = 1000;

    private static final String SELECT = """
            SELECT place, rank_no, player_no, sort_key, reached_no, reached_at, metadata
            FROM final_score WHERE board_no = ? AND season_no = ?""";
    /** Those that follow the last one copied: the rest of its tie, then what is worse. Each is a range of one index. */
    private static final String NEXT = """
            SELECT player_no, sort_key, reached_no, reached_at, metadata FROM (
              (SELECT player_no, sort_key, reached_no, reached_at, metadata FROM score
               WHERE board_no = ? AND season_no = ? AND sort_key = ?
                 AND reached_no >= ? AND (reached_no > ? OR player_no > ?)
               ORDER BY board_no, season_no, sort_key, reached_no, player_no LIMIT %1$d)
              UNION ALL
              (SELECT player_no, sort_key, reached_no, reached_at, metadata FROM score
               WHERE board_no = ? AND season_no = ? AND sort_key > ?
               ORDER BY board_no, season_no, sort_key, reached_no, player_no LIMIT %1$d)) behind
            ORDER BY sort_key, reached_no, player_no LIMIT %1$d""".formatted(BATCH);
    /** The last one copied has the same score, or else the first of those that do is in this batch. */
    private static final String SHARED = "CASE WHEN sort_key = ? THEN ? ELSE ? + RANK() OVER (ORDER BY sort_key) END";

    private static final String DISTINCT = "? + ROW_NUMBER() OVER (ORDER BY sort_key, reached_no, player_no)";

    /** Where copying begins: ahead of every score there can be. */
    private static final FinalScore START = new FinalScore(0, 0, 0, Long.MIN_VALUE, 0, 0, Optional.empty());

    /** The place of the last row there is; 0 if there is none. */
    long copied(UnitOfWork unit, SeasonRef season) {
        return last(unit, season, 0).orElse(START).place();
    }

    /**
     * Copies the next rows, with their places and ranks. The season must be locked, or two would copy the same ones.
     *
     * @param known a place that was copied before; 0 for none. So the last one is looked for behind it alone, which H2
     *     does by reading them all
     * @return the last place there is now: {@code known} when all are copied
     */
    long copy(UnitOfWork unit, SeasonRef season, Ties ties, long known) {
        FinalScore last = last(unit, season, known).orElse(START);
        Stream<Long> rank =
                ties == Ties.SHARED ? Stream.of(last.sortKey(), last.rank(), last.place()) : Stream.of(last.place());
        Stream<Long> next = Stream.of(
                season.board(),
                (long) season.season(),
                last.sortKey(),
                last.reachedNo(),
                last.reachedNo(),
                last.player(),
                season.board(),
                (long) season.season(),
                last.sortKey());
        int copied = unit.update(
                """
                INSERT INTO final_score
                  (board_no, season_no, place, rank_no, player_no, sort_key, reached_no, reached_at, metadata)
                SELECT ?, ?, %s, %s, player_no, sort_key, reached_no, reached_at, metadata
                FROM (%s) next_ones
                """.formatted(DISTINCT, ties == Ties.SHARED ? SHARED : DISTINCT, NEXT),
                Stream.of(Stream.of(season.board(), (long) season.season(), last.place()), rank, next)
                        .flatMap(values -> values)
                        .toArray());
        return last.place() + copied;
    }

    private static Optional<FinalScore> last(UnitOfWork unit, SeasonRef season, long known) {
        return unit.find(
                FinalScoreRepository::finalScore,
                SELECT + " AND place >= ? ORDER BY board_no DESC, season_no DESC, place DESC LIMIT 1",
                season.board(),
                season.season(),
                known);
    }

    /** How many entries a closed season has; empty if it is not closed, or not kept any more. */
    Optional<Long> entries(UnitOfWork unit, SeasonRef season) {
        return unit.find(
                row -> row.getLong(1),
                "SELECT entries FROM season WHERE board_no = ? AND season_no = ? AND state = 'closed'"
                        + " AND entries IS NOT NULL",
                season.board(),
                season.season());
    }

    List<FinalScore> from(UnitOfWork unit, SeasonRef season, long place, int limit) {
        return unit.list(
                FinalScoreRepository::finalScore,
                SELECT + " AND place >= ? ORDER BY board_no, season_no, place LIMIT ?",
                season.board(),
                season.season(),
                place,
                limit);
    }

    List<FinalScore> find(UnitOfWork unit, SeasonRef season, Collection<Long> players) {
        if (players.isEmpty()) {
            return List.of();
        }
        InList asked = InList.of(players);
        return unit.list(
                FinalScoreRepository::finalScore,
                SELECT + " AND player_no IN " + asked.marks() + " ORDER BY place",
                asked.after(season.board(), season.season()));
    }

    /** Some of a player's entries, in the order of seasons, those behind one. */
    List<FinalScores.Final> of(UnitOfWork unit, long player, SeasonRef after) {
        return unit.list(
                row -> new FinalScores.Final(new SeasonRef(row.getLong(8), row.getInt(9)), finalScore(row)),
                """
                SELECT place, rank_no, player_no, sort_key, reached_no, reached_at, metadata, board_no, season_no
                FROM final_score
                WHERE player_no = ? AND (board_no > ? OR board_no = ? AND season_no > ?)
                ORDER BY board_no, season_no LIMIT ?
                """,
                player,
                after.board(),
                after.board(),
                after.season(),
                BATCH);
    }

    /** Removes the metadata of some of a player's entries. */
    int forget(UnitOfWork unit, long player) {
        return unit.update(
                "UPDATE final_score SET metadata = NULL WHERE player_no = ? AND metadata IS NOT NULL LIMIT " + BATCH,
                player);
    }

    private static FinalScore finalScore(ResultSet row) throws SQLException {
        return new FinalScore(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                Optional.ofNullable(row.getString(7)));
    }
}
