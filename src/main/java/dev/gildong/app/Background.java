package dev.gildong.app;

import dev.gildong.change.ChangeLog;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.event.Events;
import dev.gildong.http.PageTokens;
import dev.gildong.idempotency.IdempotencyPurge;
import dev.gildong.idempotency.IdempotencySettings;
import dev.gildong.limit.GuessPurge;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundSettings;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.player.PlayerData;
import dev.gildong.privacy.ExportPurge;
import dev.gildong.sample.AddTask;
import dev.gildong.sample.CountPrimesTask;
import dev.gildong.sample.FanOutResource;
import dev.gildong.sample.SampleSettings;
import dev.gildong.schedule.ScheduleResource;
import dev.gildong.schedule.Schedules;
import dev.gildong.session.SessionPurge;
import dev.gildong.session.SessionSettings;
import dev.gildong.task.PlayerTasks;
import dev.gildong.task.TaskPurge;
import dev.gildong.task.TaskResource;
import dev.gildong.task.TaskSettings;
import dev.gildong.task.Tasks;
import dev.gildong.task.Worker;
import dev.gildong.webhook.DeliverTask;
import dev.gildong.webhook.Deliveries;
import dev.gildong.webhook.DeliveryResource;
import dev.gildong.webhook.PlayerEvents;
import dev.gildong.webhook.PurgeTask;
import dev.gildong.webhook.WebhookResource;
import dev.gildong.webhook.WebhookSettings;
import dev.gildong.webhook.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Makes all that goes on besides requests, tasks above all, and the resources by which requests reach it. */
final class Background {
    private final Settings settings;
    private final Database database;
    private final Events events;
    private final PageTokens tokens;
    private final DatabaseClock clock;
    private final ChangeLog changes;
    private final OutboundClient outbound;
    private final Tasks tasks;
    private final Schedules schedules;
    private final Deliveries deliveries;

    /** @param opened takes what must be closed */
    Background(Ground ground, Events events, PageTokens tokens, Opened opened) {
        this.settings = ground.settings();
        this.database = ground.database();
        this.clock = ground.clock();
        this.changes = ground.changes();
        this.events = events;
        this.tokens = tokens;
        this.outbound = opened.add(new OutboundClient(settings.group(OutboundSettings.class)));
        this.tasks = opened.add(new Tasks(database, clock, events, tokens, settings.group(TaskSettings.class)));
        this.schedules = new Schedules(database, tasks, tokens);
        this.deliveries = new Deliveries(database, events, tasks, tokens);
        registerTasks();
    }

    private void registerTasks() {
        tasks.register(SessionPurge.TYPE, new SessionPurge(settings.group(SessionSettings.class)));
        tasks.register(GuessPurge.TYPE, new GuessPurge());
        tasks.register(IdempotencyPurge.TYPE, new IdempotencyPurge(settings.group(IdempotencySettings.class)));
        tasks.register(TaskPurge.TYPE, new TaskPurge(settings.group(TaskSettings.class)));
        tasks.register(ChangePurge.TYPE, new ChangePurge(changes));
        tasks.register(DeliverTask.TYPE, new DeliverTask(outbound));
        tasks.register(PurgeTask.TYPE, new PurgeTask(settings.group(WebhookSettings.class)));
        if (settings.group(SampleSettings.class).tasks()) {
            tasks.register(AddTask.TYPE, new AddTask());
            tasks.register(CountPrimesTask.TYPE, new CountPrimesTask());
        }
    }

    /** Declares the server's own schedules, and begins to run tasks where the role says so. */
    void start(MeterRegistry meters, Opened opened) {
        schedules.declare("session.purge", "@hourly", "UTC", SessionPurge.TYPE.task(new SessionPurge.Args()));
        schedules.declare("guess.purge", "15 * * * *", "UTC", GuessPurge.TYPE.task(new GuessPurge.Args()));
        schedules.declare(
                "idempotency.purge", "*/10 * * * *", "UTC", IdempotencyPurge.TYPE.task(new IdempotencyPurge.Args()));
        schedules.declare("task.purge", "*/10 * * * *", "UTC", TaskPurge.TYPE.task(new TaskPurge.Args()));
        schedules.declare("change.purge", "*/10 * * * *", "UTC", ChangePurge.TYPE.task(new ChangePurge.Args()));
        schedules.declare("export.purge", "45 * * * *", "UTC", ExportPurge.TYPE.task(new ExportPurge.Args()));
        schedules.declare("webhook.purge", "30 * * * *", "UTC", PurgeTask.TYPE.task(new PurgeTask.Args()));
        if (settings.group(AppSettings.class).role().takesTasks()) {
            opened.add(new Worker(database, clock, tasks, settings.group(TaskSettings.class), meters));
        }
    }

    /** The tasks of a player, and the events about one. */
    List<PlayerData> playerData() {
        return List.of(new PlayerTasks(database), new PlayerEvents(database, tasks));
    }

    Tasks tasks() {
        return tasks;
    }

    List<Object> resources() {
        List<Object> resources = new ArrayList<>(List.of(
                new TaskResource(tasks, clock),
                new ScheduleResource(schedules),
                new WebhookResource(new Webhooks(database, events, tokens), deliveries),
                new DeliveryResource(deliveries)));
        String upstream = settings.group(SampleSettings.class).upstream();
        if (!upstream.isEmpty()) {
            resources.add(new FanOutResource(outbound, URI.create(upstream)));
        }
        return resources;
    }
}
