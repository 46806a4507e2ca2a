package dev.gildong.season;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Seasons as callers see them. */
final class SeasonListRepository {

    /** The newest first, those before a number. */
    List<SeasonResponse> page(UnitOfWork unit, long board, long before, int limit) {
        return unit.list(
                SeasonListRepository::response, """
                SELECT season_no, state, starts_at, ends_at, accepts_until, closed_at, entries, ends_at <= %s
                FROM season WHERE board_no = ? AND season_no < ? AND state <> 'removed'
                ORDER BY season_no DESC LIMIT ?
                """.formatted(unit.dialect().nowMicros()), board, before, limit);
    }

    private static SeasonResponse response(ResultSet row) throws SQLException {
        return new SeasonResponse(
                row.getInt(1),
                state(row.getString(2), row.getBoolean(8)),
                UnitOfWork.instant(row.getLong(3)),
                instant(row, 4),
                instant(row, 5),
                instant(row, 6),
                row.getObject(7, Long.class));
    }

    private static SeasonResponse.State state(String stored, boolean ended) {
        return switch (stored) {
            case "closed" -> SeasonResponse.State.CLOSED;
            case "closing" -> SeasonResponse.State.CLOSING;
            default -> ended ? SeasonResponse.State.CLOSING : SeasonResponse.State.OPEN;
        };
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        @Nullable Long micros = row.getObject(column, Long.class);
        return micros == null ? null : UnitOfWork.instant(micros);
    }
}
