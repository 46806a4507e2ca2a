package dev.gildong.app;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.config.Settings;
import dev.gildong.document.CollectionResource;
import dev.gildong.document.DocumentBatchResource;
import dev.gildong.document.DocumentBatches;
import dev.gildong.document.DocumentCollections;
import dev.gildong.document.DocumentLists;
import dev.gildong.document.DocumentSearch;
import dev.gildong.document.DocumentSettings;
import dev.gildong.document.Documents;
import dev.gildong.document.History;
import dev.gildong.document.IndexTask;
import dev.gildong.document.MyDocumentResource;
import dev.gildong.document.MySearchResource;
import dev.gildong.document.MyVersionResource;
import dev.gildong.document.PlayerDocumentResource;
import dev.gildong.document.PlayerDocuments;
import dev.gildong.document.SearchResource;
import dev.gildong.http.PageTokens;
import dev.gildong.persistence.Database;
import dev.gildong.player.PlayerData;
import dev.gildong.player.Players;
import dev.gildong.task.Tasks;
import java.util.List;

/** Makes documents, and the resources by which requests reach them. */
final class Storing {
    private final Database database;
    private final PageTokens tokens;
    private final DocumentCollections collections;
    private final Documents documents;
    private final DocumentSearch search;

    Storing(Settings settings, Database database, CacheCatalogue caches, PageTokens tokens, Tasks tasks) {
        DocumentSettings ofDocuments = settings.group(DocumentSettings.class);
        CacheSettings limits = settings.group(CacheSettings.class);
        this.database = database;
        this.tokens = tokens;
        this.collections = new DocumentCollections(database, ofDocuments, tokens, caches, limits, tasks);
        this.search = new DocumentSearch(database, collections, ofDocuments, tokens);
        tasks.register(IndexTask.TYPE, new IndexTask());
        this.documents = new Documents(database, collections, ofDocuments, caches, limits);
    }

    PlayerData playerData() {
        return new PlayerDocuments(database, documents);
    }

    List<Object> resources(Players players) {
        DocumentLists lists = new DocumentLists(database, collections, tokens);
        return List.of(
                new CollectionResource(collections),
                new MyDocumentResource(documents, lists),
                new MyVersionResource(new History(database, collections, documents, tokens)),
                new DocumentBatchResource(new DocumentBatches(documents)),
                new MySearchResource(search),
                new SearchResource(search),
                new PlayerDocumentResource(documents, lists, players));
    }
}
