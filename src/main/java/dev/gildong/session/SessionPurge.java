package dev.gildong.session;

import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import org.jspecify.annotations.Nullable;

/** Removes ended sessions, a batch a transaction. */
public final class SessionPurge implements TaskHandler<SessionPurge.Args, Void> {
    /** Scheduled by the server itself. */
    public static final TaskType<Args> TYPE =
            TaskType.of("session.purge", Args.class).internal().withoutResult();

    private final SessionRepository repository = new SessionRepository();
    private final SessionSettings settings;

    /** @param settings say when one has ended */
    public SessionPurge(SessionSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(unit -> repository.purge(unit, settings.idleLifetime()));
        return null;
    }

    /** None. */
    public record Args() {}
}
