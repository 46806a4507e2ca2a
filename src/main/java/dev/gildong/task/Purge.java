package dev.gildong.task;

import dev.gildong.persistence.UnitOfWork;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is past its time, a batch a transaction, by a schedule of the server's own.
 *
 * @param name of its task and of its schedule, such as {@code session.purge}
 * @param cron when it runs, in UTC
 * @param batch removes some; true if there may be more. Small, so that its locks are short
 */
public record Purge(String name, String cron, Predicate<UnitOfWork> batch) implements TaskHandler<Purge.Args, Void> {

    /** What its task is registered by. */
    public TaskType<Args> type() {
        return TaskType.of(name, Args.class).internal().withoutResult();
    }

    /** One run of it. */
    public NewTask task() {
        return type().task(new Args());
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(batch);
        return null;
    }

    /** None. */
    public record Args() {}
}
