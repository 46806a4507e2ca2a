package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seasons in the database. */
final class SeasonRepository {
    private static final String COLUMNS = "board_no, season_no, starts_at, ends_at, accepts_until, state";
    /** One that retention takes away piece by piece is not there any more. */
    private static final String KEPT = " AND state <> 'removed'";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM season ";

    Optional<Season> latest(UnitOfWork unit, long board) {
        return unit.find(
                SeasonRepository::season, SELECT + "WHERE board_no = ? ORDER BY season_no DESC LIMIT 1", board);
    }

    Optional<Season> find(UnitOfWork unit, long board, int number) {
        return unit.find(
                SeasonRepository::season, SELECT + "WHERE board_no = ? AND season_no = ?" + KEPT, board, number);
    }

    void add(UnitOfWork unit, Season season, Optional<Instant> ruleEnd, long boardVersion) {
        unit.update(
                """
                INSERT INTO season (board_no, season_no, starts_at, ends_at, rule_ends_at, accepts_until, state, board_version,
                  change_no)
                VALUES (?, ?, ?, ?, ?, ?, 'open', ?, 0)
                """,
                season.board(),
                season.number(),
                UnitOfWork.micros(season.startsAt()),
                season.endsAt().map(UnitOfWork::micros),
                ruleEnd.map(UnitOfWork::micros),
                season.acceptsUntil().map(UnitOfWork::micros),
                boardVersion);
    }

    /** Where a season ends by the rule that held when it began. */
    Optional<Instant> ruleEnd(UnitOfWork unit, Season season) {
        return unit.find(
                        row -> instant(row, 1),
                        "SELECT rule_ends_at FROM season WHERE board_no = ? AND season_no = ?",
                        season.board(),
                        season.number())
                .orElseThrow();
    }

    /** Lets a season that runs begin and end at other times. */
    void move(UnitOfWork unit, Season season, Optional<Instant> ruleEnd) {
        unit.update(
                """
                UPDATE season SET starts_at = ?, ends_at = ?, rule_ends_at = ?, accepts_until = ?
                WHERE board_no = ? AND season_no = ?
                """,
                UnitOfWork.micros(season.startsAt()),
                season.endsAt().map(UnitOfWork::micros),
                ruleEnd.map(UnitOfWork::micros),
                season.acceptsUntil().map(UnitOfWork::micros),
                season.board(),
                season.number());
    }

    /** All seasons that still take scores go by this version from now on. It locks their rows as submits do. */
    void follow(UnitOfWork unit, long board, long boardVersion) {
        unit.update(
                "UPDATE season SET board_version = ? WHERE board_no = ? AND state <> 'closed'", boardVersion, board);
    }

    /** Whether any season of the board has ever taken a change. */
    boolean recorded(UnitOfWork unit, long board) {
        return unit.find(
                                row -> row.getInt(1),
                                "SELECT COUNT(*) FROM season WHERE board_no = ? AND change_no > 0",
                                board)
                        .orElseThrow()
                > 0;
    }

    /** No season of the board takes anything more. */
    void closeAll(UnitOfWork unit, long board, long boardVersion) {
        unit.update("UPDATE season SET state = 'closed', board_version = ? WHERE board_no = ?", boardVersion, board);
    }

    /** The season as it stands, and everything else that a submit must know, with its row locked. */
    Optional<SeasonLock> lock(UnitOfWork unit, SeasonRef season) {
        return unit.find(
                row -> new SeasonLock(season(row), row.getLong(7), row.getLong(8), row.getLong(9)),
                "SELECT " + COLUMNS + ", board_version, change_no, "
                        + unit.dialect().nowMicros() + " FROM season WHERE board_no = ? AND season_no = ?" + KEPT
                        + " FOR UPDATE",
                season.board(),
                season.season());
    }

    void advance(UnitOfWork unit, Season season, long changeNo) {
        unit.update(
                "UPDATE season SET change_no = ? WHERE board_no = ? AND season_no = ?",
                changeNo,
                season.board(),
                season.number());
    }

    /** Takes nothing more from now on. */
    void closing(UnitOfWork unit, Season season) {
        unit.update(
                "UPDATE season SET state = 'closing' WHERE board_no = ? AND season_no = ?",
                season.board(),
                season.number());
    }

    void closed(UnitOfWork unit, Season season, long entries) {
        unit.update(
                "UPDATE season SET state = 'closed', entries = ?, closed_at = "
                        + unit.dialect().nowMicros() + " WHERE board_no = ? AND season_no = ?",
                entries,
                season.board(),
                season.number());
    }

    private static Season season(ResultSet row) throws SQLException {
        return new Season(
                row.getLong(1),
                row.getInt(2),
                UnitOfWork.instant(row.getLong(3)),
                instant(row, 4),
                instant(row, 5),
                Season.State.of(row.getString(6)));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        @Nullable Long micros = row.getObject(column, Long.class);
        return Optional.ofNullable(micros).map(UnitOfWork::instant);
    }
}
