package dev.gildong.audit;

import dev.gildong.http.Requester;
import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The audit log in the database. Rows are added and read: there is no statement here that changes or removes one. */
final class AuditRepository {

    void add(UnitOfWork unit, Requester requester, AuditEvent event, String detail) {
        unit.update(
                """
                INSERT INTO audit_log (created_at, who, action, subject, address, request_id, detail)
                VALUES (%s, ?, ?, ?, ?, ?, ?)
                """.formatted(unit.dialect().nowMicros()),
                requester.who(),
                event.action(),
                event.subject(),
                Optional.ofNullable(requester.address()),
                Optional.ofNullable(requester.requestId()),
                detail);
    }

    /** The newest first, those before a number. */
    List<Row> page(UnitOfWork unit, Optional<String> who, Optional<String> action, long before, int limit) {
        String filter = (who.isPresent() ? " AND who = ?" : "") + (action.isPresent() ? " AND action = ?" : "");
        Object[] values = Stream.of(Optional.of(before), who, action, Optional.of(limit))
                .flatMap(Optional::stream)
                .toArray();
        return unit.list(
                AuditRepository::row,
                "SELECT audit_no, created_at, who, action, subject, address, request_id, detail FROM audit_log"
                        + " WHERE audit_no < ?" + filter + " ORDER BY audit_no DESC LIMIT ?",
                values);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                new AuditItemResponse(
                        UnitOfWork.instant(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)));
    }

    /** A row, and its number, by which pages go on. */
    record Row(long number, AuditItemResponse item) {}
}
