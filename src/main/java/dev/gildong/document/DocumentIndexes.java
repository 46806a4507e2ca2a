package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps indexes as their collections and documents are. */
final class DocumentIndexes {
    /**
     * Longer than a unit goes on that has stored a document and seen no index. Where a locking read waits for rows that
     * others are adding it is not needed; H2's does not.
     */
    private static final Duration BEFORE_BUILDING = Duration.ofSeconds(1);
    /** Longer than a unit goes on that has seen the index. */
    private static final Duration BEFORE_REMOVAL = Duration.ofMinutes(1);

    private final IndexRepository repository = new IndexRepository();

    /**
     * Brings entries up to what documents have become. To be called after they were stored: whoever declares an index
     * meanwhile then finds them stored, or they are put into the index here.
     */
    void follow(UnitOfWork unit, List<Change> changes) {
        Set<String> collections =
                changes.stream().map(change -> change.id().collection()).collect(Collectors.toCollection(TreeSet::new));
        for (IndexRepository.Index index : repository.of(unit, collections)) {
            for (Change change : changes) {
                if (change.id().collection().equals(index.collection())) {
                    follow(unit, index, change);
                }
            }
        }
    }

    private void follow(UnitOfWork unit, IndexRepository.Index index, Change change) {
        SortedSet<byte[]> before = entries(index, change.before());
        SortedSet<byte[]> after = entries(index, change.after());
        SortedSet<byte[]> gone = new TreeSet<>(before);
        gone.removeAll(after);
        after.removeAll(before);
        repository.delete(unit, entries(index, change.id(), gone));
        repository.insert(unit, entries(index, change.id(), after));
    }

    /** Puts documents into an index that stand; they are locked. */
    void add(UnitOfWork unit, IndexRepository.Index index, List<Document> documents) {
        List<IndexRepository.Entry> all = new ArrayList<>();
        documents.forEach(document -> all.addAll(entries(index, document.id(), entries(index, document.text()))));
        repository.insert(unit, all);
    }

    private static SortedSet<byte[]> entries(IndexRepository.Index index, @Nullable String text) {
        return text == null
                ? new TreeSet<>(Arrays::compareUnsigned)
                : IndexEntries.of(DocumentText.read(text), index.place());
    }

    private static List<IndexRepository.Entry> entries(
            IndexRepository.Index index, DocumentId id, SortedSet<byte[]> entries) {
        return entries.stream()
                .map(entry -> new IndexRepository.Entry(index.number(), entry, id.player(), id.key()))
                .toList();
    }

    /**
     * Makes indexes for paths that have none, and removes those for others: tasks do so. The collection is locked.
     *
     * @param paths all that are to be there
     */
    void declare(UnitOfWork unit, Tasks tasks, String collection, List<String> paths) {
        Set<String> missing = new HashSet<>(paths);
        for (IndexRepository.Index index : repository.of(unit, List.of(collection))) {
            if (!missing.remove(index.path())) {
                repository.retire(unit, index.number());
                enqueue(unit, tasks, index, BEFORE_REMOVAL);
            }
        }
        for (String path : new TreeSet<>(missing)) {
            enqueue(unit, tasks, repository.add(unit, collection, path), BEFORE_BUILDING);
        }
    }

    private static void enqueue(UnitOfWork unit, Tasks tasks, IndexRepository.Index index, Duration delay) {
        tasks.enqueue(
                unit,
                IndexTask.TYPE
                        .task(new IndexTask.Args(index.number()))
                        .at(UnitOfWork.instant(unit.nowMicros()).plus(delay)));
    }

    /**
     * What a document was, and what it is.
     *
     * @param before null if there was none
     * @param after null if there is none any more
     */
    record Change(
            DocumentId id,
            @Nullable String before,
            @Nullable String after) {}
}
