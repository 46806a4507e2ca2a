package dev.gildong.app;

import dev.gildong.change.ChangeLog;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import org.jspecify.annotations.Nullable;

/** Removes old rows of the log of changes, a batch a transaction. Here since the platform knows no tasks. */
final class ChangePurge implements TaskHandler<ChangePurge.Args, Void> {
    /** Scheduled by the server itself. */
    static final TaskType<Args> TYPE =
            TaskType.of("change.purge", Args.class).internal().withoutResult();

    private final ChangeLog changes;

    ChangePurge(ChangeLog changes) {
        this.changes = changes;
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(changes::purge);
        return null;
    }

    /** None. */
    record Args() {}
}
