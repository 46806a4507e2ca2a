package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.util.Optional;

/** How much players have in collections. A row is locked by whoever adds to it, until the unit ends. */
final class SpaceRepository {

    /**
     * Counts documents that a unit makes or deletes, and locks the row.
     *
     * @param more less than 0 if it deletes more than it makes
     */
    Space add(UnitOfWork unit, long player, String collection, int more) {
        unit.update("""
                INSERT INTO document_space (player_no, collection, documents, last_version) VALUES (?, ?, ?, 0)
                ON DUPLICATE KEY UPDATE documents = documents + VALUES(documents)
                """, player, collection, more);
        return unit.find(
                        row -> new Space(row.getInt(1), row.getLong(2)),
                        "SELECT documents, last_version FROM document_space WHERE player_no = ? AND collection = ?",
                        player,
                        collection)
                .orElseThrow();
    }

    /** In how many collections a player has documents. */
    int collections(UnitOfWork unit, long player) {
        Optional<Integer> count = unit.find(
                row -> row.getInt(1),
                "SELECT COUNT(*) FROM document_space WHERE player_no = ? AND documents > 0",
                player);
        return count.orElseThrow();
    }

    /** Keeps the versions of a document whose row is removed from beginning again. */
    void raise(UnitOfWork unit, DocumentId id, long version) {
        unit.update("""
                UPDATE document_space SET last_version = ?
                WHERE player_no = ? AND collection = ? AND last_version < ?
                """, version, id.player(), id.collection(), version);
    }

    /**
     * What a player has in a collection.
     *
     * @param lastVersion new documents begin above it
     */
    record Space(int documents, long lastVersion) {}
}
