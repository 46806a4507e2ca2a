package dev.gildong.document;

import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The documents that players have, for exports and erasures. */
public final class PlayerDocuments implements PlayerData {
    private static final int BATCH = 100;
    /** Each can have many bytes, and all of them are in memory at once. */
    private static final int READ_BATCH = 10;

    private final Database database;
    private final Documents documents;
    private final ErasureRepository repository = new ErasureRepository();
    private final IndexRepository indexes = new IndexRepository();

    /** @param documents are remembered, and are told of what is removed */
    public PlayerDocuments(Database database, Documents documents) {
        this.database = database;
        this.documents = documents;
    }

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        Optional<DocumentId> after = Optional.empty();
        List<Document> found;
        do {
            Optional<DocumentId> from = after;
            found = database.transact(unit -> repository.page(unit, player.number(), from, READ_BATCH));
            for (Document document : found) {
                item.accept(DocumentItem.of(document));
                after = Optional.of(document.id());
            }
        } while (found.size() == READ_BATCH);
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        List<DocumentId> removed = repository.some(unit, player.number(), BATCH);
        removed.forEach(id -> {
            repository.remove(unit, id);
            documents.forget(unit, id);
        });
        boolean more = removed.size() == BATCH
                || repository.removeVersions(unit, player.number(), BATCH) == BATCH
                || indexes.erase(unit, player.number(), BATCH) == BATCH;
        if (!more) {
            repository.removeSpaces(unit, player.number());
        }
        return more;
    }
}
