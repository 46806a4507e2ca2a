package dev.gildong.document;

import dev.gildong.persistence.InList;
import dev.gildong.persistence.UnitOfWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Indexes of collections in the database, and their entries. Whoever changes entries has locked the document. */
final class IndexRepository {
    private static final int MOST_AT_ONCE = 64;

    /** Indexes that are not removed, in the order of their paths. */
    List<Index> of(UnitOfWork unit, Collection<String> collections) {
        InList names = InList.of(collections);
        return unit.list(
                row -> new Index(row.getLong(1), row.getString(2), row.getString(3), State.of(row.getString(4))),
                "SELECT index_no, collection, path, state FROM document_path WHERE state <> 'removed' AND collection IN "
                        + names.marks() + " ORDER BY path",
                names.after());
    }

    /** Numbers of those that searches can go by, by their paths. */
    Map<String, Long> ready(UnitOfWork unit, String collection) {
        Map<String, Long> ready = new HashMap<>();
        of(unit, List.of(collection)).stream()
                .filter(index -> index.state() == State.READY)
                .forEach(index -> ready.put(index.path(), index.number()));
        return ready;
    }

    Optional<Index> find(UnitOfWork unit, long number) {
        return unit.find(
                row -> new Index(number, row.getString(1), row.getString(2), State.of(row.getString(3))),
                "SELECT collection, path, state FROM document_path WHERE index_no = ?",
                number);
    }

    /** The last document that the building of an index has come to; empty if it has not begun. */
    Optional<Position> built(UnitOfWork unit, long number) {
        return unit.find(
                row -> new Position(Position.NO_ENTRY, row.getLong(1), row.getString(2)),
                "SELECT built_player, built_key FROM document_path WHERE index_no = ? AND built_key IS NOT NULL",
                number);
    }

    /** Says how far the building of an index has come. */
    void build(UnitOfWork unit, long number, DocumentId last) {
        unit.update(
                "UPDATE document_path SET built_player = ?, built_key = ? WHERE index_no = ?",
                last.player(),
                last.key(),
                number);
    }

    /** Adds an index that is to be built; whoever does so has locked its collection. */
    Index add(UnitOfWork unit, String collection, String path) {
        unit.update(
                "INSERT INTO document_path (collection, path, state) VALUES (?, ?, ?)",
                collection,
                path,
                State.BUILDING.wireName());
        return of(unit, List.of(collection)).stream()
                .filter(index -> index.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Lets searches use an index that is built, unless it is not wanted any more by now. */
    boolean finish(UnitOfWork unit, long number) {
        return unit.update("UPDATE document_path SET state = 'ready' WHERE index_no = ? AND state = 'building'", number)
                == 1;
    }

    /** Lets nobody use an index any more. */
    void retire(UnitOfWork unit, long number) {
        unit.update("UPDATE document_path SET state = 'removed' WHERE index_no = ?", number);
    }

    void remove(UnitOfWork unit, long number) {
        unit.update("DELETE FROM document_path WHERE index_no = ?", number);
    }

    /** Some entries of an index that was removed. */
    int purge(UnitOfWork unit, long number, int limit) {
        return unit.update("DELETE FROM document_index WHERE index_no = ? LIMIT " + limit, number);
    }

    /** Some entries of a player who is erased. */
    int erase(UnitOfWork unit, long player, int limit) {
        return unit.update("DELETE FROM document_index WHERE player_no = ? LIMIT " + limit, player);
    }

    /** Adds entries that are not there yet. */
    void insert(UnitOfWork unit, List<Entry> entries) {
        for (int i = 0; i < entries.size(); i += MOST_AT_ONCE) {
            List<Entry> some = InList.padded(entries.subList(i, Math.min(entries.size(), i + MOST_AT_ONCE)));
            List<Object> parameters = new ArrayList<>();
            some.forEach(entry -> Collections.addAll(parameters, entry.columns()));
            unit.update(
                    "INSERT IGNORE INTO document_index (index_no, entry, player_no, doc_key) VALUES "
                            + String.join(", ", Collections.nCopies(some.size(), "(?, ?, ?, ?)")),
                    parameters.toArray());
        }
    }

    /** Removes entries, if they are there. */
    void delete(UnitOfWork unit, List<Entry> entries) {
        entries.forEach(entry -> unit.update(
                "DELETE FROM document_index WHERE index_no = ? AND entry = ? AND player_no = ? AND doc_key = ?",
                entry.columns()));
    }

    /**
     * Documents that stand, in the order of players and keys, locked until the unit ends. Waits for those that another
     * unit is adding, so none is passed over that such a unit has not put into the index.
     *
     * @param after null for the beginning
     */
    List<Document> lock(UnitOfWork unit, String collection, @Nullable Position after, int limit) {
        Source source = Source.byName(Optional.empty(), collection);
        for (Source.Cut cut : source.cuts(after)) {
            List<Object> parameters = new ArrayList<>(cut.parameters());
            parameters.add(limit);
            List<Document> found = unit.list(
                    row -> new Document(
                            new DocumentId(row.getLong(1), collection, row.getString(2)),
                            row.getLong(3),
                            UnitOfWork.instant(row.getLong(4)),
                            row.getString(5)),
                    "SELECT d.player_no, d.doc_key, d.version, d.updated_at, d.body FROM document d"
                            + unit.dialect().byIndex(SearchRepository.OF_EVERYBODY)
                            + " WHERE "
                            + cut.where()
                            + " AND d.deleted_at IS NULL ORDER BY " + source.order() + " LIMIT ? FOR UPDATE",
                    parameters.toArray());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** An index of a collection. */
    record Index(long number, String collection, String path, State state) {

        Place place() {
            return ConditionReader.path(path, "");
        }
    }

    /** An entry for a document. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole, nor changed
    record Entry(long index, byte[] entry, long player, String key) {

        private Object[] columns() {
            return new Object[] {index, entry, player, key};
        }
    }

    /** What becomes of an index. */
    enum State {
        /** Documents that were there before are being put into it; changes come into it too. */
        BUILDING,
        /** Has every document of its collection. */
        READY,
        /** Nobody uses it any more. */
        REMOVED;

        static State of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
