package dev.gildong.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.event.AboutPlayer;
import dev.gildong.event.EventType;
import dev.gildong.event.Events;
import dev.gildong.http.Json;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.Purge;
import dev.gildong.task.Tasks;
import dev.gildong.token.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to webhooks, and the log of it. An event is stored for each webhook that wants it, together with the task
 * that sends it, in the unit in which the event happens: it is sent if and only if that unit commits. Safe for any number
 * of threads.
 */
public final class Deliveries {
    /** Somebody wants to see whether a webhook arrives. */
    static final EventType PING = new EventType("webhook.ping");

    /** What the package task publishes. */
    private static final String TASK_FAILED = "task.failed";

    private static final int ID_BYTES = 16;
    private static final int TOKEN_NUMBERS = 3;

    private final Database database;
    private final Tasks tasks;
    private final PageTokens tokens;
    private final WebhookRepository webhooks = new WebhookRepository();
    private final DeliveryRepository deliveries = new DeliveryRepository();
    private final AuditLog audit = new AuditLog();

    /** Listens to all events from now on. */
    public Deliveries(Database database, Events events, Tasks tasks, PageTokens tokens) {
        this.database = database;
        this.tasks = tasks;
        this.tokens = tokens;
        events.register(PING);
        events.subscribe(this::onEvent);
    }

    /** Removes deliveries that ended and are past their time. */
    public static Purge purge(WebhookSettings settings) {
        DeliveryRepository repository = new DeliveryRepository();
        return new Purge("webhook.purge", "30 * * * *", unit -> repository.purge(unit, settings.keepDeliveries()));
    }

    private void onEvent(UnitOfWork unit, EventType type, Record data) {
        if (type.name().equals(TASK_FAILED)) {
            JsonNode task = Json.MAPPER.valueToTree(data);
            if (task.path("name").asText().equals(DeliverTask.TYPE.name())) {
                // Told to webhooks, it would fail in its turn where their receiver is down, and so on for ever.
                deliveries.failTask(
                        unit, task.path("id").asText(), task.path("reason").asText());
                return;
            }
        }
        List<Long> wanting = webhooks.wanting(unit, type.name());
        if (!wanting.isEmpty()) {
            String payload = payload(unit, type, data);
            Optional<String> about =
                    data instanceof AboutPlayer player ? Optional.of(player.playerId()) : Optional.empty();
            wanting.forEach(number -> send(unit, number, type, payload, about));
        }
    }

    private static String payload(UnitOfWork unit, EventType type, Record data) {
        try {
            return Json.MAPPER.writeValueAsString(new Payload(type.name(), UnitOfWork.instant(unit.nowMicros()), data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the event " + type.name() + " cannot be written as JSON", e);
        }
    }

    private String send(UnitOfWork unit, long webhookNumber, EventType type, String payload, Optional<String> about) {
        String id = Token.random(ID_BYTES);
        deliveries.add(unit, new NewDelivery(webhookNumber, id, enqueue(unit, id), type.name(), payload, about));
        return id;
    }

    private String enqueue(UnitOfWork unit, String id) {
        return tasks.enqueue(unit, DeliverTask.TYPE.task(new DeliverTask.Args(id)));
    }

    /** @throws ProblemException 404 if there is no such webhook, 409 if it is disabled */
    Delivery ping(String name) {
        return database.transact(unit -> {
            Webhook webhook = enabled(unit, name);
            String id = send(unit, webhook.number(), PING, payload(unit, PING, new Ping(name)), Optional.empty());
            audit.record(unit, "webhook.pinged", name);
            return find(unit, webhook, id);
        });
    }

    /**
     * Sends a delivery once more, whatever became of it; one that waits for its next attempt is sent at once.
     *
     * @throws ProblemException 404 if there is none, 409 if its webhook is disabled
     */
    Delivery retry(String name, String id) {
        return database.transact(unit -> {
            Webhook webhook = enabled(unit, name);
            Delivery before = deliveries.lock(unit, webhook.number(), id).orElseThrow(WebhookProblems::noDelivery);
            tasks.cancel(unit, before.taskId());
            deliveries.again(unit, before, enqueue(unit, id));
            audit.record(unit, new AuditEvent("webhook.delivery-retried", id, Map.of("webhook", name)));
            return find(unit, webhook, id);
        });
    }

    /** @throws ProblemException 404 if there is no such webhook or delivery */
    DeliveryResponse get(String name, String id) {
        return database.transact(unit -> {
            Delivery delivery = find(unit, webhook(unit, name), id);
            return DeliveryResponse.of(delivery, deliveries.payload(unit, delivery));
        });
    }

    /** @throws ProblemException 404 if there is no such webhook, 400 if the token is of another list */
    DeliveryPageResponse page(String name, Optional<DeliveryState> state, int limit, @Nullable String pageToken) {
        long stateTag = state.map(DeliveryState::ordinal).orElse(-1);
        return database.transact(unit -> {
            long webhook = webhook(unit, name).number();
            long before = Long.MAX_VALUE;
            if (pageToken != null) {
                long[] numbers = tokens.read(PagedList.DELIVERIES, pageToken, TOKEN_NUMBERS);
                if (numbers[0] != webhook || numbers[1] != stateTag) {
                    throw PageTokens.invalid();
                }
                before = numbers[TOKEN_NUMBERS - 1];
            }
            List<Delivery> found = deliveries.page(unit, webhook, state, before, limit + 1);
            Page<Delivery> page =
                    Page.of(found, limit, last -> tokens.write(PagedList.DELIVERIES, webhook, stateTag, last.number()));
            return new DeliveryPageResponse(page.map(DeliveryResponse::of), page.nextPageToken());
        });
    }

    private Webhook webhook(UnitOfWork unit, String name) {
        return webhooks.find(unit, name).orElseThrow(WebhookProblems::noWebhook);
    }

    private Webhook enabled(UnitOfWork unit, String name) {
        Webhook webhook = webhook(unit, name);
        if (!webhook.enabled()) {
            throw WebhookProblems.disabled();
        }
        return webhook;
    }

    private Delivery find(UnitOfWork unit, Webhook webhook, String id) {
        return deliveries.find(unit, webhook.number(), id).orElseThrow(WebhookProblems::noDelivery);
    }

    /** The body of a webhook, as the Standard Webhooks specification wants it. */
    private record Payload(String type, Instant timestamp, Record data) {}

    /** What a ping says. */
    private record Ping(String webhook) {}
}
