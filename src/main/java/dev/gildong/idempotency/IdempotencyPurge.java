package dev.gildong.idempotency;

import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import org.jspecify.annotations.Nullable;

/** Removes keys that were kept long enough, a batch a transaction. */
public final class IdempotencyPurge implements TaskHandler<IdempotencyPurge.Args, Void> {
    /** Scheduled by the server itself. */
    public static final TaskType<Args> TYPE =
            TaskType.of("idempotency.purge", Args.class).internal().withoutResult();

    private final long keepSeconds;
    private final IdempotencyRepository repository = new IdempotencyRepository();

    /** @param settings say how long they are kept */
    public IdempotencyPurge(IdempotencySettings settings) {
        this.keepSeconds = settings.keep().toSeconds();
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(unit -> repository.purge(unit, keepSeconds));
        return null;
    }

    /** None. */
    public record Args() {}
}
