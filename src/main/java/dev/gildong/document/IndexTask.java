package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds an index from the documents that are there, or removes the entries of one that is not to be there any more. */
public final class IndexTask implements TaskHandler<IndexTask.Args, Void> {
    /** Enqueued when the indexes of a collection change. */
    public static final TaskType<Args> TYPE = TaskType.of("document.index", Args.class)
            .internal()
            .withoutResult()
            .withRetries(RetryPolicy.FOREVER)
            .withDeadline(Duration.ofHours(6));

    private static final int DOCUMENTS = 50;
    private static final int ENTRIES = 1000;
    /** Batches between two words about how far it is. */
    private static final int PROGRESS = 20;

    private final IndexRepository repository = new IndexRepository();
    private final DocumentIndexes indexes = new DocumentIndexes();

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        Optional<IndexRepository.Index> found = run.transact(unit -> repository.find(unit, args.index()));
        if (found.isPresent()) {
            switch (found.get().state()) {
                case BUILDING -> build(found.get(), run);
                case REMOVED -> remove(args.index(), run);
                case READY -> {}
            }
        }
        return null;
    }

    private void build(IndexRepository.Index index, TaskRun<Void> run) {
        long done = 0;
        int batches = 0;
        int some;
        do {
            some = run.transact(unit -> batch(unit, index));
            done += some;
            if (++batches % PROGRESS == 0) {
                run.progress(done, 0);
            }
        } while (some > 0);
        run.transact(unit -> repository.finish(unit, index.number()));
    }

    /**
     * A document that is locked here is changed before, or by a unit that comes later and sees the index. How far this
     * has come is stored along, so that another attempt does not begin anew.
     */
    private int batch(UnitOfWork unit, IndexRepository.Index index) {
        @Nullable Position after = repository.built(unit, index.number()).orElse(null);
        List<Document> some = repository.lock(unit, index.collection(), after, DOCUMENTS);
        if (!some.isEmpty()) {
            indexes.add(unit, index, some);
            repository.build(unit, index.number(), some.get(some.size() - 1).id());
        }
        return some.size();
    }

    private void remove(long index, TaskRun<Void> run) {
        run.repeat(unit -> repository.purge(unit, index, ENTRIES) == ENTRIES);
        run.transact(unit -> {
            repository.remove(unit, index);
            return index;
        });
    }

    /**
     * Which index.
     *
     * @param index its number
     */
    public record Args(long index) {}
}
