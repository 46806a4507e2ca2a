package dev.gildong.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Removes finished tasks that are past their time, a batch a transaction. */
public final class TaskPurge implements TaskHandler<TaskPurge.Args, Void> {
    /** Scheduled by the server itself. */
    public static final TaskType<Args> TYPE =
            TaskType.of("task.purge", Args.class).internal().withoutResult();

    private final TaskSettings settings;
    private final TaskRepository repository = new TaskRepository();

    /** @param settings say how long tasks are kept */
    public TaskPurge(TaskSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        for (TaskState state : TaskState.values()) {
            if (state.finished()) {
                Duration keep = state == TaskState.FAILED ? settings.keepFailed() : settings.keepFinished();
                run.repeat(unit -> repository.purge(unit, state, keep));
            }
        }
        return null;
    }

    /** None. */
    public record Args() {}
}
