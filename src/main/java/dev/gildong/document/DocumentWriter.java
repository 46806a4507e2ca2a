package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes documents: all of some, or none. Rows of documents are locked first, in the order of their names, then those
 * that count them; so no two units wait for each other, but for those that make the same document at once, of which the
 * primary key lets one.
 */
final class DocumentWriter {
    private final int maxCollections;
    private final DocumentRepository documents = new DocumentRepository();
    private final SpaceRepository spaces = new SpaceRepository();
    private final HistoryRepository history = new HistoryRepository();
    private final DocumentIndexes indexes = new DocumentIndexes();

    /** @param settings say in how many collections a player may have documents */
    DocumentWriter(DocumentSettings settings) {
        this.maxCollections = settings.maxCollections();
    }

    /**
     * Makes all changes. To be run by {@link dev.gildong.persistence.Database#findOrAdd}.
     *
     * @param writes each of another document
     * @return what they came to, in the same order
     * @throws dev.gildong.http.ProblemException if one is refused
     */
    List<Written> write(UnitOfWork unit, List<Write> writes) {
        List<Decision> asSent = writes.stream().map(Decision::new).toList();
        List<Decision> inOrder = new ArrayList<>(asSent);
        inOrder.sort(Comparator.comparing(decision -> decision.write.id()));
        for (Decision decision : inOrder) {
            decision.hold(documents.lock(unit, decision.write.id()));
        }
        for (Decision decision : asSent) { // so that of several that are wrong, the first is named
            decide(unit, decision);
        }
        count(unit, inOrder);
        long now = unit.nowMicros();
        List<Written> written =
                asSent.stream().map(decision -> store(unit, decision, now)).toList();
        indexes.follow(unit, inOrder.stream().map(Decision::change).toList());
        return written;
    }

    private static void decide(UnitOfWork unit, Decision decision) {
        Optional<String> text = decision.text();
        decision.write.expected().check(text.isPresent() ? decision.held.map(Held::version) : Optional.empty());
        decision.next = decision.write.edit().next(unit, text);
    }

    /** Counts what is made and deleted, and learns above which version new rows begin. */
    private void count(UnitOfWork unit, List<Decision> decisions) {
        Map<String, List<Decision>> byCollection = new TreeMap<>();
        for (Decision decision : decisions) {
            if (decision.more() != 0) {
                byCollection
                        .computeIfAbsent(decision.write.id().collection(), collection -> new ArrayList<>())
                        .add(decision);
            }
        }
        byCollection.forEach((collection, changed) -> {
            Write any = changed.get(0).write;
            int more = changed.stream().mapToInt(Decision::more).sum();
            SpaceRepository.Space space = spaces.add(unit, any.id().player(), collection, more);
            if (more > 0) {
                requireRoom(unit, any, space, more);
            }
            changed.forEach(decision -> decision.beginAbove(space.lastVersion()));
        });
    }

    private void requireRoom(UnitOfWork unit, Write write, SpaceRepository.Space space, int more) {
        int most = write.rules().maxDocuments();
        if (space.documents() > most) {
            throw DocumentProblems.tooMany(most);
        }
        boolean first = space.documents() == more;
        if (first && spaces.collections(unit, write.id().player()) > maxCollections) {
            throw DocumentProblems.tooManyCollections(maxCollections);
        }
    }

    private Written store(UnitOfWork unit, Decision decision, long now) {
        long before = decision.before;
        DocumentId id = decision.write.id();
        int keep = decision.write.rules().keepVersions();
        boolean stood = decision.text().isPresent();
        @Nullable String next = decision.next.orElse(null);
        long version = next == null ? before : before + 1;
        if (stood && keep > 0) {
            history.keep(unit, id, now);
        }
        if (before > keep) {
            history.forget(unit, id, before - keep);
        }
        if (next == null) {
            documents.bury(unit, id, now);
        } else if (decision.held.isPresent()) {
            documents.change(unit, id, version, now, next);
        } else {
            documents.add(unit, id, version, now, next);
        }
        return new Written(id, version, UnitOfWork.instant(now), decision.next, !stood);
    }

    /** What becomes of one document. */
    private static final class Decision {
        private final Write write;
        private Optional<Held> held = Optional.empty();
        private Optional<String> next = Optional.empty();
        private long before;

        Decision(Write write) {
            this.write = write;
        }

        void hold(Optional<Held> row) {
            held = row;
            before = row.map(Held::version).orElse(0L);
        }

        /** A row that was purged had this version, or a lower one. */
        void beginAbove(long version) {
            before = held.isPresent() ? before : version;
        }

        Optional<String> text() {
            return held.flatMap(Held::text);
        }

        DocumentIndexes.Change change() {
            return new DocumentIndexes.Change(write.id(), text().orElse(null), next.orElse(null));
        }

        /** How many documents more there are after it than before. */
        int more() {
            return (next.isPresent() ? 1 : 0) - (text().isPresent() ? 1 : 0);
        }
    }
}
