package dev.gildong.limit;

import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import org.jspecify.annotations.Nullable;

/** Removes counts of guesses that count no more, a batch a transaction. */
public final class GuessPurge implements TaskHandler<GuessPurge.Args, Void> {
    /** Scheduled by the server itself. */
    public static final TaskType<Args> TYPE =
            TaskType.of("guess.purge", Args.class).internal().withoutResult();

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(GuessRepository::purge);
        return null;
    }

    /** None. */
    public record Args() {}
}
