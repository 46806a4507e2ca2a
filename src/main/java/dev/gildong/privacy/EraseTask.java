package dev.gildong.privacy;

import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import dev.gildong.task.Tasks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is left of a player who cannot sign in any more, a batch at a time: at once, and a second time when what
 * was on its way has ended.
 */
public final class EraseTask implements TaskHandler<EraseTask.Args, Void> {
    static final TaskType<Args> TYPE = TaskType.of("player.erase", Args.class)
            .internal()
            .withoutResult()
            .withRetries(RetryPolicy.FOREVER)
            .withDeadline(Duration.ofHours(1));

    /**
     * Longer than a request can live that found the player signed in: a node hears within a second that a session has
     * ended, a body arrives within a minute or never, and no unit of work lasts that long.
     */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final List<PlayerData> data;
    private final Tasks tasks;
    private final ErasureRepository erasures = new ErasureRepository();

    /** @param data in the order in which it is removed */
    EraseTask(List<PlayerData> data, Tasks tasks) {
        this.data = data;
        this.tasks = tasks;
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        for (PlayerData each : data) {
            run.repeat(unit -> each.erase(unit, args.player()));
        }
        return run.finish(unit -> {
            if (args.last()) {
                erasures.finish(unit, args.erasure());
            } else {
                tasks.enqueue(
                        unit,
                        TYPE.task(new Args(args.erasure(), args.player(), true))
                                .at(run.runAt().plus(SETTLED)));
            }
            return null;
        });
    }

    /**
     * Whom to erase.
     *
     * @param erasure id of the receipt
     * @param last whether nothing can come after it
     */
    public record Args(String erasure, PlayerRef player, boolean last) {}
}
