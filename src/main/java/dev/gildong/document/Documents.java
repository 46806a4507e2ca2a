package dev.gildong.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.MergePatch;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.List;
import java.util.Optional;

/**
 * The documents of all players. A write is one unit that locks the row before it looks at it, so that nothing is lost
 * between reading and writing. Safe for any number of threads.
 */
public final class Documents {
    private final Database database;
    private final DocumentCollections collections;
    private final DocumentWriter writer;
    private final DocumentRepository repository = new DocumentRepository();
    private final ReadThroughCache<String, Remembered> cache;

    /** @param caches takes the cache of documents */
    public Documents(
            Database database,
            DocumentCollections collections,
            DocumentSettings settings,
            CacheCatalogue caches,
            CacheSettings limits) {
        this.database = database;
        this.collections = collections;
        this.writer = new DocumentWriter(settings);
        this.cache = caches.add("documents", String.class, Remembered.class, limits.documents(), limits.timeToLive());
    }

    /**
     * The version that stands, from memory if it is there.
     *
     * @param fresh looks past what this node remembers
     * @throws dev.gildong.http.ProblemException 404 if there is none
     */
    Remembered look(Visitor visitor, DocumentId id, boolean fresh) {
        visitor.requireRead(collections.rules(id.collection()));
        Optional<Remembered> found = fresh
                ? database.transact(unit -> repository.find(unit, id)).map(Remembered::of)
                : cache.get(
                        id.cacheKey(),
                        key -> database.transact(unit -> repository.find(unit, id))
                                .map(Remembered::of));
        return found.orElseThrow(DocumentProblems::noDocument);
    }

    /** The document as it stands in the database; 404 if there is none. For one that may read it. */
    Document read(DocumentId id) {
        return database.transact(unit -> repository.find(unit, id)).orElseThrow(DocumentProblems::noDocument);
    }

    Written put(Visitor visitor, DocumentId id, ObjectNode body, Conditions conditions) {
        Rules rules = writable(visitor, id, conditions);
        return write(new Write(id, rules, conditions.expected(), putting(body, rules)));
    }

    Written patch(Visitor visitor, DocumentId id, ObjectNode patch, Conditions conditions) {
        Rules rules = writable(visitor, id, conditions);
        return write(new Write(id, rules, conditions.expected(), patching(patch, rules)));
    }

    Written apply(Visitor visitor, DocumentId id, ArrayNode operations, Conditions conditions) {
        Rules rules = writable(visitor, id, conditions);
        return write(new Write(id, rules, conditions.expected(), applying(Operations.of(operations, ""), rules)));
    }

    void delete(Visitor visitor, DocumentId id, Conditions conditions) {
        Rules rules = writable(visitor, id, conditions);
        write(new Write(id, rules, conditions.expected(), DELETING));
    }

    /** Does all of these, or nothing. */
    List<Written> writeAll(List<Write> writes) {
        return database.findOrAdd(unit -> {
            List<Written> written = writer.write(unit, writes);
            written.forEach(each -> forget(unit, each.id()));
            return written;
        });
    }

    /** Lets what is remembered of a document go when this unit is committed. */
    void forget(UnitOfWork unit, DocumentId id) {
        cache.remove(unit, id.cacheKey());
    }

    Written write(Write write) {
        return writeAll(List.of(write)).get(0);
    }

    /** The rules by which a visitor may change a document. */
    Rules writable(Visitor visitor, DocumentId id, Conditions conditions) {
        Rules rules = collections.rules(id.collection());
        visitor.requireWrite(rules);
        conditions.requireGiven(rules);
        return rules;
    }

    static final Edit DELETING = (unit, now) -> {
        existing(now);
        return Optional.empty();
    };

    /** Puts a body, which is checked at once. */
    static Edit putting(ObjectNode body, Rules rules) {
        Optional<String> text = Optional.of(DocumentText.write(body, rules.maxBytes()));
        return (unit, now) -> text;
    }

    static Edit patching(ObjectNode patch, Rules rules) {
        return (unit, now) -> {
            ObjectNode merged = (ObjectNode) MergePatch.apply(DocumentText.read(existing(now)), patch);
            return Optional.of(DocumentText.write(merged, rules.maxBytes()));
        };
    }

    static Edit applying(Operations operations, Rules rules) {
        return (unit, now) -> {
            ObjectNode document = DocumentText.read(existing(now));
            operations.apply(document);
            return Optional.of(DocumentText.write(document, rules.maxBytes()));
        };
    }

    private static String existing(Optional<String> text) {
        return text.orElseThrow(DocumentProblems::noDocument);
    }
}
