package dev.gildong.task;

import dev.gildong.persistence.UnitOfWork;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a handler can do while it runs: say how far it is, and change the database as this attempt alone may. Safe for
 * any number of threads of one attempt.
 *
 * @param <R> result of the task
 */
public final class TaskRun<R> {
    private final Endings endings;
    private final TaskType<?> type;
    private final Fence fence;
    private final Instant runAt;
    private volatile boolean finished;

    TaskRun(Endings endings, TaskType<?> type, Fence fence, Instant runAt) {
        this.endings = endings;
        this.type = type;
        this.fence = fence;
        this.runAt = runAt;
    }

    /** The id of the task, the same in every attempt: for another system to recognise a repetition by. */
    public String taskId() {
        return fence.taskId();
    }

    /** For when it was enqueued, the same in every attempt; of a scheduled task, the time of the schedule. */
    public Instant runAt() {
        return runAt;
    }

    /** 1 for the first attempt. */
    public int attempt() {
        return fence.failures() + 1;
    }

    /**
     * Says how far it is, for whoever asks for the task. One small transaction; so once a second is plenty.
     *
     * @param total 0 where it is not known
     * @throws TaskLostException if the task was cancelled or taken over
     */
    public void progress(long done, long total) {
        endings.progress(fence, new Task.Progress(done, total));
    }

    /**
     * Commits a part of the work, if this attempt still has the task. An attempt after it finds that part done: so this
     * is for what does no harm when it is done again, such as removing a batch.
     *
     * @throws TaskLostException if the task was cancelled or taken over; nothing of the unit is stored
     */
    public <T> T transact(Function<UnitOfWork, T> work) {
        return endings.transact(fence, work);
    }

    /**
     * Commits a part of the work again and again, as {@link #transact} does, such as the removal of a batch.
     *
     * @param batch true if there may be more to do
     * @throws TaskLostException if the task was cancelled or taken over
     */
    public void repeat(Predicate<UnitOfWork> batch) {
        boolean more = true;
        while (more) {
            more = transact(batch::test);
        }
    }

    /**
     * Commits the work together with the end of the task: either both are stored or neither is, and no other attempt
     * follows once they are. So the effect happens exactly once, whichever worker dies or is taken for dead meanwhile.
     * To be called once, as the last thing.
     *
     * @param work makes the result; runs again after a conflict, so it has no effect but through its unit
     * @return the result
     * @throws TaskLostException if the task was cancelled or taken over; nothing of the unit is stored
     */
    public @Nullable R finish(Function<UnitOfWork, @Nullable R> work) {
        R result = endings.succeed(fence, type, work);
        finished = true;
        return result;
    }

    boolean finished() {
        return finished;
    }
}
