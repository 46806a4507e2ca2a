package dev.gildong.app;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.config.Settings;
import dev.gildong.document.CollectionResource;
import dev.gildong.document.DocumentBatchResource;
import dev.gildong.document.DocumentBatches;
import dev.gildong.document.DocumentCollections;
import dev.gildong.document.DocumentLists;
import dev.gildong.document.DocumentSettings;
import dev.gildong.document.Documents;
import dev.gildong.document.History;
import dev.gildong.document.MyDocumentResource;
import dev.gildong.document.MyVersionResource;
import dev.gildong.document.PlayerDocumentResource;
import dev.gildong.http.PageTokens;
import dev.gildong.persistence.Database;
import dev.gildong.player.Players;
import java.util.List;

/** Makes documents, and the resources by which requests reach them. */
final class Storing {

    private Storing() {}

    static List<Object> resources(
            Settings settings, Database database, CacheCatalogue caches, PageTokens tokens, Players players) {
        DocumentSettings ofDocuments = settings.group(DocumentSettings.class);
        CacheSettings limits = settings.group(CacheSettings.class);
        DocumentCollections collections = new DocumentCollections(database, ofDocuments, tokens, caches, limits);
        Documents documents = new Documents(database, collections, ofDocuments, caches, limits);
        DocumentLists lists = new DocumentLists(database, collections, tokens);
        History history = new History(database, collections, documents, tokens);
        return List.of(
                new CollectionResource(collections),
                new MyDocumentResource(documents, lists),
                new MyVersionResource(history),
                new DocumentBatchResource(new DocumentBatches(documents)),
                new PlayerDocumentResource(documents, lists, players));
    }
}
