package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Former versions in the database. They are added and removed under the lock on their document. */
final class HistoryRepository {
    private static final String OF = "WHERE player_no = ? AND collection = ? AND doc_key = ?";

    /** Keeps what is about to be replaced. */
    void keep(UnitOfWork unit, DocumentId id, long now) {
        unit.update("""
                INSERT INTO document_version
                  (player_no, collection, doc_key, version, updated_at, replaced_at, body_bytes, body)
                SELECT player_no, collection, doc_key, version, updated_at, ?, body_bytes, body
                FROM document WHERE player_no = ? AND collection = ? AND doc_key = ?
                """, now, id.player(), id.collection(), id.key());
    }

    /** Removes those up to a version and with it. */
    void forget(UnitOfWork unit, DocumentId id, long version) {
        unit.update(
                "DELETE FROM document_version " + OF + " AND version <= ?",
                id.player(),
                id.collection(),
                id.key(),
                version);
    }

    Optional<Document> find(UnitOfWork unit, DocumentId id, long version) {
        return unit.find(
                row -> document(id, row),
                "SELECT version, updated_at, body FROM document_version " + OF + " AND version = ?",
                id.player(),
                id.collection(),
                id.key(),
                version);
    }

    /** Versions before one, the latest first, with their lengths in bytes. */
    List<Sized> versions(UnitOfWork unit, DocumentId id, long before, int limit) {
        return unit.list(
                row -> new Sized(row.getLong(1), row.getInt(2)),
                "SELECT version, body_bytes FROM document_version " + OF
                        + " AND version < ? ORDER BY version DESC LIMIT ?",
                id.player(),
                id.collection(),
                id.key(),
                before,
                limit);
    }

    /** All from a version to another one, the latest first. */
    List<Document> page(UnitOfWork unit, DocumentId id, long first, long last) {
        return unit.list(
                row -> document(id, row),
                "SELECT version, updated_at, body FROM document_version " + OF
                        + " AND version BETWEEN ? AND ? ORDER BY version DESC",
                id.player(),
                id.collection(),
                id.key(),
                first,
                last);
    }

    /** Removes some that were replaced so long ago. */
    int purge(UnitOfWork unit, Duration age, int limit) {
        return unit.update(
                "DELETE FROM document_version WHERE replaced_at <= %s - ? LIMIT %d"
                        .formatted(unit.dialect().nowMicros(), limit),
                age.toNanos() / 1000);
    }

    private static Document document(DocumentId id, ResultSet row) throws SQLException {
        return new Document(
                id, row.getLong("version"), UnitOfWork.instant(row.getLong("updated_at")), row.getString("body"));
    }

    /** A version, and how long it is in bytes. */
    record Sized(long version, int bytes) {}
}
