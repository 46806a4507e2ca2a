package dev.gildong.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundException;
import dev.gildong.outbound.OutboundRequest;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one delivery, by the <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> specification. It arrives
 * <em>at least once</em>: again when the receiver's answer was lost on the way, or this worker before it noted the
 * answer. The id is the same every time, and that is what the receiver tells a repetition by.
 */
public final class DeliverTask implements TaskHandler<DeliverTask.Args, Void> {
    /** Tried for two to three days: 5 s after the first failure, twice that after the second, at last every 6 h. */
    public static final TaskType<Args> TYPE = TaskType.of("webhook.deliver", Args.class)
            .internal()
            .withoutResult()
            .withRetries(new RetryPolicy(24, Duration.ofSeconds(5), Duration.ofHours(6)))
            .withDeadline(Duration.ofSeconds(30));

    /** Less than the deadline, so that there is time to note how it ended. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(DeliverTask.class);

    private final OutboundClient client;
    private final WebhookRepository webhooks = new WebhookRepository();
    private final DeliveryRepository deliveries = new DeliveryRepository();

    /** @param client says which addresses may be called */
    public DeliverTask(OutboundClient client) {
        this.client = client;
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        Optional<Outgoing> outgoing = run.transact(unit -> begin(unit, args.deliveryId()));
        if (outgoing.isPresent()) {
            end(outgoing.get(), send(outgoing.get()), run);
        }
        return null;
    }

    private Optional<Outgoing> begin(UnitOfWork unit, String id) {
        long now = unit.nowMicros();
        Optional<Outgoing> outgoing = deliveries.outgoing(unit, id, now);
        if (outgoing.isPresent()) {
            deliveries.begin(unit, id, now);
        } else {
            deliveries.fail(unit, id, "The webhook was deleted or disabled.");
        }
        return outgoing;
    }

    private Outcome send(Outgoing outgoing) {
        long begun = System.nanoTime();
        try {
            return Outcome.answered(client.send(request(outgoing)).status(), millisSince(begun));
        } catch (OutboundException e) {
            boolean again = e.kind() != OutboundException.Kind.REFUSED;
            return Outcome.unanswered(String.valueOf(e.getMessage()), again, millisSince(begun));
        }
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    private static OutboundRequest request(Outgoing outgoing) {
        byte[] body = outgoing.payload().getBytes(StandardCharsets.UTF_8);
        String signature = outgoing.secret().sign(outgoing.id(), outgoing.seconds(), outgoing.payload());
        return OutboundRequest.of("POST", URI.create(outgoing.url()), "application/json", body)
                .withHeader("User-Agent", "Gildong")
                .withHeader("webhook-id", outgoing.id())
                .withHeader("webhook-timestamp", String.valueOf(outgoing.seconds()))
                .withHeader("webhook-signature", signature)
                .withTimeout(TIMEOUT);
    }

    private void end(Outgoing outgoing, Outcome outcome, TaskRun<Void> run) {
        if (outcome.delivered()) {
            run.finish(unit -> {
                deliveries.note(unit, outgoing.id(), outcome);
                return null;
            });
            return;
        }
        if (outcome.gone()) {
            run.finish(unit -> {
                deliveries.note(unit, outgoing.id(), outcome);
                deliveries.fail(unit, outgoing.id());
                webhooks.disable(unit, outgoing.webhookNumber(), outgoing.version());
                return null;
            });
            LOG.warn("webhook {} is disabled: its receiver answered 410", outgoing.webhook());
            return;
        }
        run.transact(unit -> {
            deliveries.note(unit, outgoing.id(), outcome);
            return outgoing;
        });
        // What becomes of the delivery when this was its last attempt, Deliveries hears from the task.
        String why = outcome.error().orElseThrow();
        throw outcome.again() ? WebhookProblems.notDelivered(why) : WebhookProblems.refused(why);
    }

    /** Which delivery. */
    record Args(@JsonProperty(required = true) String deliveryId) {}
}
