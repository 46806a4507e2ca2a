package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Documents in the database. Whoever changes one has locked it. */
final class DocumentRepository {
    private static final String ROW = "WHERE player_no = ? AND collection = ? AND doc_key = ?";
    /** Greater than every character of a key. */
    private static final String BEYOND = "~";

    Optional<Document> find(UnitOfWork unit, DocumentId id) {
        return unit.find(
                row -> document(id.player(), id.collection(), row),
                "SELECT doc_key, version, updated_at, body FROM document " + ROW + " AND deleted_at IS NULL",
                id.player(),
                id.collection(),
                id.key());
    }

    /** Finds it, also if it is deleted, and keeps everyone else from changing it until the unit ends. */
    Optional<Held> lock(UnitOfWork unit, DocumentId id) {
        return unit.find(
                row -> new Held(row.getLong(1), Optional.ofNullable(row.getString(2))),
                "SELECT version, body FROM document " + ROW + " FOR UPDATE",
                id.player(),
                id.collection(),
                id.key());
    }

    /**
     * Adds a document.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is a row of it by now
     */
    void add(UnitOfWork unit, DocumentId id, long version, long now, String text) {
        unit.update("""
                INSERT INTO document (player_no, collection, doc_key, version, updated_at, body_bytes, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, id.player(), id.collection(), id.key(), version, now, DocumentText.bytes(text), text);
    }

    /** Stores the next version, also of a document that was deleted. */
    void change(UnitOfWork unit, DocumentId id, long version, long now, String text) {
        unit.update(
                "UPDATE document SET version = ?, updated_at = ?, deleted_at = NULL, body_bytes = ?, body = ? " + ROW,
                version,
                now,
                DocumentText.bytes(text),
                text,
                id.player(),
                id.collection(),
                id.key());
    }

    /** Deletes it. The row stays, so that its versions do not begin again. */
    void bury(UnitOfWork unit, DocumentId id, long now) {
        unit.update(
                "UPDATE document SET updated_at = ?, deleted_at = ?, body_bytes = 0, body = NULL " + ROW,
                now,
                now,
                id.player(),
                id.collection(),
                id.key());
    }

    /** Keys of a collection that begin with a prefix, in order, with their lengths in bytes; those after a key. */
    List<Sized> keys(UnitOfWork unit, long player, String collection, Range range, int limit) {
        return unit.list(
                row -> new Sized(row.getString(1), row.getInt(2)),
                """
                SELECT doc_key, body_bytes FROM document
                WHERE player_no = ? AND collection = ? AND doc_key >= ? AND doc_key < ? AND doc_key > ?
                  AND deleted_at IS NULL
                ORDER BY doc_key LIMIT ?
                """,
                player,
                collection,
                range.prefix(),
                range.prefix() + BEYOND,
                range.after(),
                limit);
    }

    /** All documents that {@link #keys} would find, up to a key and with it. */
    List<Document> page(UnitOfWork unit, long player, String collection, Range range, String last) {
        return unit.list(
                row -> document(player, collection, row), """
                SELECT doc_key, version, updated_at, body FROM document
                WHERE player_no = ? AND collection = ? AND doc_key >= ? AND doc_key > ? AND doc_key <= ?
                  AND deleted_at IS NULL
                ORDER BY doc_key
                """, player, collection, range.prefix(), range.after(), last);
    }

    /** Some rows that documents have left which were deleted so long ago. */
    List<Deleted> deleted(UnitOfWork unit, Duration age, int limit) {
        return unit.list(
                row -> new Deleted(new DocumentId(row.getLong(1), row.getString(2), row.getString(3)), row.getLong(4)),
                """
                SELECT player_no, collection, doc_key, version FROM document
                WHERE deleted_at <= %s - ? ORDER BY deleted_at LIMIT ?
                """.formatted(unit.dialect().nowMicros()),
                age.toNanos() / 1000,
                limit);
    }

    /** Removes the row of a deleted document, unless that was made again. */
    boolean remove(UnitOfWork unit, DocumentId id, long version) {
        return unit.update(
                        "DELETE FROM document " + ROW + " AND version = ? AND deleted_at IS NOT NULL",
                        id.player(),
                        id.collection(),
                        id.key(),
                        version)
                == 1;
    }

    /** Whether any player has a document in a collection. */
    boolean isUsed(UnitOfWork unit, String collection) {
        return unit.find(
                        row -> row.getInt(1),
                        "SELECT 1 FROM document WHERE collection = ? AND deleted_at IS NULL LIMIT 1",
                        collection)
                .isPresent();
    }

    private static Document document(long player, String collection, ResultSet row) throws SQLException {
        return new Document(
                new DocumentId(player, collection, row.getString("doc_key")),
                row.getLong("version"),
                UnitOfWork.instant(row.getLong("updated_at")),
                row.getString("body"));
    }

    /**
     * Which part of a collection.
     *
     * @param after a key; empty for the beginning
     */
    record Range(String prefix, String after) {}

    /** A document that was deleted, and the last version that it had. */
    record Deleted(DocumentId id, long version) {}

    /** A key, and how long its document is in bytes. */
    record Sized(String key, int bytes) {}
}
