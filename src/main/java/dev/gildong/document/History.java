package dev.gildong.document;

import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Former versions of documents: the last ones of each, for a while. */
public final class History {
    private final Database database;
    private final DocumentCollections collections;
    private final Documents documents;
    private final PageTokens tokens;
    private final DocumentRepository current = new DocumentRepository();
    private final HistoryRepository former = new HistoryRepository();

    /** @param documents write what is restored */
    public History(Database database, DocumentCollections collections, Documents documents, PageTokens tokens) {
        this.database = database;
        this.collections = collections;
        this.documents = documents;
        this.tokens = tokens;
    }

    /** A version, the one that stands or a former one; 404 if there is none, or not any more. */
    Document version(Visitor visitor, DocumentId id, long number) {
        visitor.requireRead(collections.rules(id.collection()));
        return database.snapshot(unit -> find(unit, id, number)).orElseThrow(DocumentProblems::noVersion);
    }

    private Optional<Document> find(UnitOfWork unit, DocumentId id, long number) {
        return former.find(unit, id, number)
                .or(() -> current.find(unit, id).filter(document -> document.version() == number));
    }

    /** A page of versions, the latest first: the one that stands, unless it is deleted, and former ones. */
    DocumentPageResponse page(Visitor visitor, DocumentId id, int limit, @Nullable String pageToken) {
        visitor.requireRead(collections.rules(id.collection()));
        long part = DocumentLists.part(id.cacheKey());
        Optional<Long> before = Optional.ofNullable(pageToken).map(token -> before(token, part));
        return database.snapshot(unit -> {
            List<Document> shown = new ArrayList<>();
            if (before.isEmpty()) {
                current.find(unit, id).ifPresent(shown::add);
            }
            int more = limit - shown.size();
            List<HistoryRepository.Sized> found = former.versions(unit, id, before.orElse(Long.MAX_VALUE), more + 1);
            int count = DocumentLists.fitting(found, more, HistoryRepository.Sized::bytes);
            if (count > 0) {
                shown.addAll(former.page(
                        unit, id, found.get(count - 1).version(), found.get(0).version()));
            }
            boolean last = found.size() == count;
            return new DocumentPageResponse(
                    shown.stream().map(DocumentItem::of).toList(),
                    last
                            ? null
                            : tokens.write(
                                    PagedList.VERSIONS,
                                    part,
                                    shown.get(shown.size() - 1).version()));
        });
    }

    private long before(String token, long part) {
        long[] numbers = tokens.read(PagedList.VERSIONS, token, 2);
        if (numbers[0] != part) {
            throw PageTokens.invalid();
        }
        return numbers[1];
    }

    /** Makes a former version the next one, also of a document that was deleted. */
    Written restore(Visitor visitor, DocumentId id, long number, Conditions conditions) {
        Rules rules = documents.writable(visitor, id, conditions);
        return documents.write(new Write(id, rules, conditions.expected(), (unit, now) -> {
            String text = find(unit, id, number)
                    .orElseThrow(DocumentProblems::noVersion)
                    .text();
            return Optional.of(DocumentText.write(DocumentText.read(text), rules.maxBytes()));
        }));
    }
}
