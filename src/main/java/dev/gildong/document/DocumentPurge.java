package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.Purge;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * Removes former versions that were kept long enough, and then what deleted documents have left, a small batch a
 * transaction: each can have many bytes.
 */
public final class DocumentPurge {
    private static final int BATCH = 200;

    private final Duration keep;
    private final DocumentRepository documents = new DocumentRepository();
    private final SpaceRepository spaces = new SpaceRepository();
    private final HistoryRepository history = new HistoryRepository();

    private DocumentPurge(Duration keep) {
        this.keep = keep;
    }

    /** @param settings say how long they are kept */
    public static Purge of(DocumentSettings settings) {
        DocumentPurge purge = new DocumentPurge(settings.keepFormer());
        return new Purge("document.purge", "50 * * * *", purge::batch);
    }

    private boolean batch(UnitOfWork unit) {
        int former = history.purge(unit, keep, BATCH);
        return removeDeleted(unit) == BATCH || former == BATCH;
    }

    /** In the order in which others lock them: rows of documents by their names, then those that count them. */
    private int removeDeleted(UnitOfWork unit) {
        List<DocumentRepository.Deleted> found = documents.deleted(unit, keep, BATCH);
        TreeMap<DocumentId, Long> versions = new TreeMap<>();
        found.forEach(deleted -> versions.put(deleted.id(), deleted.version()));
        TreeMap<DocumentId, Long> removed = new TreeMap<>();
        versions.forEach((id, version) -> {
            if (documents.remove(unit, id, version)) {
                removed.put(id, version);
            }
        });
        removed.forEach((id, version) -> spaces.raise(unit, id, version));
        return found.size();
    }
}
