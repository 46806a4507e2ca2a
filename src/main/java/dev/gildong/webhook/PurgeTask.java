package dev.gildong.webhook;

import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Removes deliveries that ended and are past their time, a batch at a time. */
public final class PurgeTask implements TaskHandler<PurgeTask.Args, Void> {
    /** To be run every hour or so. */
    public static final TaskType<Args> TYPE =
            TaskType.of("webhook.purge", Args.class).internal().withoutResult();

    private final Duration keep;
    private final DeliveryRepository deliveries = new DeliveryRepository();

    /** @param settings say how long deliveries are kept */
    public PurgeTask(WebhookSettings settings) {
        this.keep = settings.keepDeliveries();
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        run.repeat(unit -> deliveries.purge(unit, keep));
        return null;
    }

    /** None. */
    public record Args() {}
}
