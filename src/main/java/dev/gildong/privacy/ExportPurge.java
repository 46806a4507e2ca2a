package dev.gildong.privacy;

import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Removes exports that are past their time, a few parts at a time. */
public final class ExportPurge implements TaskHandler<ExportPurge.Args, Void> {
    /** To be run every hour or so. */
    public static final TaskType<Args> TYPE =
            TaskType.of("export.purge", Args.class).internal().withoutResult();

    private final Duration keep;
    private final ExportRepository exports = new ExportRepository();

    /** @param settings say how long exports are kept */
    public ExportPurge(PrivacySettings settings) {
        this.keep = settings.keepExports();
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(unit -> exports.purge(unit, keep));
        return null;
    }

    /** None. */
    public record Args() {}
}
