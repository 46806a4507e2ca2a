package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.util.List;
import java.util.Optional;

/** All that there is of a player's documents in the database. */
final class ErasureRepository {

    /** Documents in the order of their names, those after one. */
    List<Document> page(UnitOfWork unit, long player, Optional<DocumentId> after, int limit) {
        String collection = after.map(DocumentId::collection).orElse("");
        return unit.list(
                row -> new Document(
                        new DocumentId(player, row.getString(1), row.getString(2)),
                        row.getLong(3),
                        UnitOfWork.instant(row.getLong(4)),
                        row.getString(5)),
                """
                SELECT collection, doc_key, version, updated_at, body FROM document
                WHERE player_no = ? AND (collection > ? OR collection = ? AND doc_key > ?) AND deleted_at IS NULL
                ORDER BY collection, doc_key LIMIT ?
                """,
                player,
                collection,
                collection,
                after.map(DocumentId::key).orElse(""),
                limit);
    }

    /** Some of the rows, those of deleted documents too. */
    List<DocumentId> some(UnitOfWork unit, long player, int limit) {
        return unit.list(row -> new DocumentId(player, row.getString(1), row.getString(2)), """
                SELECT collection, doc_key FROM document WHERE player_no = ? ORDER BY collection, doc_key LIMIT ?
                """, player, limit);
    }

    void remove(UnitOfWork unit, DocumentId id) {
        unit.update(
                "DELETE FROM document WHERE player_no = ? AND collection = ? AND doc_key = ?",
                id.player(),
                id.collection(),
                id.key());
    }

    int removeVersions(UnitOfWork unit, long player, int limit) {
        return unit.update("DELETE FROM document_version WHERE player_no = ? LIMIT " + limit, player);
    }

    void removeSpaces(UnitOfWork unit, long player) {
        unit.update("DELETE FROM document_space WHERE player_no = ?", player);
    }
}
