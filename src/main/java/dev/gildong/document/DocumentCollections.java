package dev.gildong.document;

import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What holds in which collection. One need not be declared: then the settings hold. A definition that is changed holds on
 * the node that changes it at once, and on the others within 250 ms. Safe for any number of threads.
 */
public final class DocumentCollections {
    private final Database database;
    private final DocumentSettings settings;
    private final PageTokens tokens;
    private final CollectionRepository repository = new CollectionRepository();
    private final DocumentRepository documents = new DocumentRepository();
    private final DocumentIndexes indexes = new DocumentIndexes();
    private final Tasks tasks;
    private final AuditLog audit = new AuditLog();
    private final ReadThroughCache<String, Rules> cache;

    /**
     * All collections.
     *
     * @param caches takes the cache of rules
     * @param tasks build and remove indexes
     */
    public DocumentCollections(
            Database database,
            DocumentSettings settings,
            PageTokens tokens,
            CacheCatalogue caches,
            CacheSettings limits,
            Tasks tasks) {
        this.tasks = tasks;
        this.database = database;
        this.settings = settings;
        this.tokens = tokens;
        this.cache = caches.add("collections", String.class, Rules.class, limits.collections(), limits.timeToLive());
    }

    /** The rules of a collection, declared or not. Not to be called within a unit of work. */
    Rules rules(String name) {
        return cache.get(
                        name,
                        key -> Optional.of(database.transact(unit -> repository.find(unit, key))
                                .map(Declared::definition)
                                .map(definition -> definition.rules(settings))
                                .orElseGet(() -> Rules.of(settings))))
                .orElseThrow();
    }

    Declared get(String name) {
        requireName(name);
        return database.transact(unit -> repository.find(unit, name)).orElseThrow(DocumentProblems::noCollection);
    }

    /**
     * Declares a collection, or gives it another definition; the same one again changes nothing. Documents that are there
     * stay, also those that are over a new limit.
     *
     * @param precondition throws if the collection, or that there is none, is not what the caller expects
     */
    Stored put(String name, PutCollectionRequest body, Consumer<Optional<Declared>> precondition) {
        requireName(name);
        Declared.Definition definition = body.definition(settings);
        return database.findOrAdd(unit -> {
            Optional<Declared> before = repository.lock(unit, name);
            precondition.accept(before);
            if (before.filter(former -> former.definition().equals(definition)).isPresent()) {
                return new Stored(before.get(), false);
            }
            Instant now = UnitOfWork.instant(unit.nowMicros());
            Declared next = before.map(former ->
                            new Declared(name, definition, List.of(), former.version() + 1, former.createdAt(), now))
                    .orElseGet(() -> new Declared(name, definition, List.of(), 1, now, now));
            if (before.isPresent()) {
                repository.change(unit, next);
            } else {
                repository.add(unit, next);
            }
            indexes.declare(unit, tasks, name, definition.indexes());
            changed(unit, before.isPresent() ? "collection.changed" : "collection.created", next);
            return new Stored(repository.find(unit, name).orElseThrow(), before.isEmpty());
        });
    }

    /**
     * Takes a definition back.
     *
     * @throws dev.gildong.http.ProblemException 404 if there is none; 409 if there are documents, which would be open
     *     to whom the settings let in; what the precondition throws
     */
    void delete(String name, Consumer<Optional<Declared>> precondition) {
        requireName(name);
        database.transact(unit -> {
            Declared collection = repository.lock(unit, name).orElseThrow(DocumentProblems::noCollection);
            precondition.accept(Optional.of(collection));
            if (documents.isUsed(unit, name)) {
                throw DocumentProblems.collectionInUse();
            }
            indexes.declare(unit, tasks, name, List.of());
            repository.remove(unit, name);
            changed(unit, "collection.deleted", collection);
            return collection;
        });
    }

    private void changed(UnitOfWork unit, String action, Declared collection) {
        cache.remove(unit, collection.name());
        audit.record(unit, new AuditEvent(action, collection.name(), Map.of("version", collection.version())));
    }

    CollectionPageResponse page(int limit, @Nullable String pageToken) {
        String after = pageToken == null ? "" : tokens.readName(PagedList.COLLECTIONS, pageToken);
        List<Declared> found = database.transact(unit -> repository.page(unit, after, limit + 1));
        Page<Declared> page = Page.of(found, limit, last -> tokens.writeName(PagedList.COLLECTIONS, last.name()));
        return new CollectionPageResponse(page.map(this::response), page.nextPageToken());
    }

    CollectionResponse response(Declared collection) {
        return CollectionResponse.of(collection, settings);
    }

    private static void requireName(String name) {
        if (!DocumentId.isCollection(name)) {
            throw DocumentProblems.collectionName();
        }
    }

    /** A collection, and whether it was declared just now. */
    record Stored(Declared collection, boolean created) {}
}
