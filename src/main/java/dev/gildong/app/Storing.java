package dev.gildong.app;

import dev.gildong.document.CollectionResource;
import dev.gildong.document.DocumentBatches;
import dev.gildong.document.DocumentCollections;
import dev.gildong.document.DocumentLists;
import dev.gildong.document.DocumentSearch;
import dev.gildong.document.DocumentSettings;
import dev.gildong.document.Documents;
import dev.gildong.document.History;
import dev.gildong.document.IndexTask;
import dev.gildong.document.MyBatchResource;
import dev.gildong.document.MyDocumentResource;
import dev.gildong.document.MySearchResource;
import dev.gildong.document.MyVersionResource;
import dev.gildong.document.PlayerBatchResource;
import dev.gildong.document.PlayerDocumentResource;
import dev.gildong.document.PlayerDocuments;
import dev.gildong.document.PlayerVersionResource;
import dev.gildong.document.SearchResource;
import dev.gildong.persistence.Database;
import dev.gildong.player.PlayerData;
import dev.gildong.player.Players;
import dev.gildong.score.JointSubmits;
import dev.gildong.task.Tasks;
import java.util.List;

/** Makes documents, and the resources by which requests reach them. */
final class Storing {
    private final Ground ground;
    private final DocumentCollections collections;
    private final Documents documents;
    private final DocumentSearch search;

    Storing(Ground ground, Tasks tasks) {
        DocumentSettings settings = ground.settings().group(DocumentSettings.class);
        Database database = ground.database();
        this.ground = ground;
        this.collections = new DocumentCollections(
                database, settings, ground.tokens(), ground.caches(), ground.cacheLimits(), tasks);
        this.search = new DocumentSearch(database, collections, settings, ground.tokens());
        tasks.register(IndexTask.TYPE, new IndexTask());
        this.documents = new Documents(database, collections, settings, ground.caches(), ground.cacheLimits());
    }

    PlayerData playerData() {
        return new PlayerDocuments(ground.database(), documents);
    }

    /** @param scores may come along with documents */
    List<Object> resources(Players players, JointSubmits scores) {
        DocumentLists lists = new DocumentLists(ground.database(), collections, ground.tokens());
        History history = new History(ground.database(), collections, documents, ground.tokens());
        DocumentBatches batches = new DocumentBatches(ground.database(), documents, scores);
        return List.of(
                new CollectionResource(collections),
                new MyDocumentResource(documents, lists),
                new MyVersionResource(history),
                new MyBatchResource(batches),
                new MySearchResource(search),
                new SearchResource(search),
                new PlayerDocumentResource(documents, lists, players),
                new PlayerVersionResource(history, players),
                new PlayerBatchResource(batches, players));
    }
}
