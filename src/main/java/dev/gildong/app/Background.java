package dev.gildong.app;

import dev.gildong.account.OidcAccounts;
import dev.gildong.change.ChangeLog;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.document.DocumentPurge;
import dev.gildong.document.DocumentSettings;
import dev.gildong.idempotency.IdempotencySettings;
import dev.gildong.idempotency.KeyedMethods;
import dev.gildong.limit.Guesses;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundSettings;
import dev.gildong.persistence.Database;
import dev.gildong.player.PlayerData;
import dev.gildong.privacy.Exports;
import dev.gildong.privacy.PrivacySettings;
import dev.gildong.sample.AddTask;
import dev.gildong.sample.CountPrimesTask;
import dev.gildong.sample.FanOutResource;
import dev.gildong.sample.SampleSettings;
import dev.gildong.schedule.ScheduleResource;
import dev.gildong.schedule.Schedules;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import dev.gildong.task.PlayerTasks;
import dev.gildong.task.Purge;
import dev.gildong.task.TaskResource;
import dev.gildong.task.TaskSettings;
import dev.gildong.task.Tasks;
import dev.gildong.task.Worker;
import dev.gildong.webhook.DeliverTask;
import dev.gildong.webhook.Deliveries;
import dev.gildong.webhook.DeliveryResource;
import dev.gildong.webhook.PlayerEvents;
import dev.gildong.webhook.WebhookResource;
import dev.gildong.webhook.WebhookSettings;
import dev.gildong.webhook.Webhooks;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Makes all that goes on besides requests, tasks above all, and the resources by which requests reach it. */
final class Background {
    private final Ground ground;
    private final Settings settings;
    private final OutboundClient outbound;
    private final Tasks tasks;
    private final Schedules schedules;
    private final Deliveries deliveries;
    private final List<Purge> purges;

    /** @param opened takes what must be closed */
    Background(Ground ground, Opened opened) {
        Database database = ground.database();
        this.ground = ground;
        this.settings = ground.settings();
        this.outbound = opened.add(new OutboundClient(settings.group(OutboundSettings.class)));
        this.tasks = opened.add(new Tasks(
                database, ground.clock(), ground.events(), ground.tokens(), settings.group(TaskSettings.class)));
        this.schedules = new Schedules(database, tasks, ground.tokens());
        this.deliveries = new Deliveries(database, ground.events(), tasks, ground.tokens());
        this.purges = new ArrayList<>();
        purge(purges(ground.changes()));
        registerTasks();
    }

    private List<Purge> purges(ChangeLog changes) {
        return List.of(
                Sessions.purge(settings.group(SessionSettings.class)),
                Guesses.purge(),
                KeyedMethods.purge(settings.group(IdempotencySettings.class)),
                Tasks.purge(settings.group(TaskSettings.class)),
                new Purge("change.purge", "*/10 * * * *", changes::purge), // the platform knows no tasks
                OidcAccounts.purge(),
                DocumentPurge.of(settings.group(DocumentSettings.class)),
                Exports.purge(settings.group(PrivacySettings.class)),
                Deliveries.purge(settings.group(WebhookSettings.class)));
    }

    /** Adds purges, before the start. */
    void purge(List<Purge> more) {
        more.forEach(purge -> tasks.register(purge.type(), purge));
        purges.addAll(more);
    }

    private void registerTasks() {
        tasks.register(DeliverTask.TYPE, new DeliverTask(outbound));
        if (settings.group(SampleSettings.class).tasks()) {
            tasks.register(AddTask.TYPE, new AddTask());
            tasks.register(CountPrimesTask.TYPE, new CountPrimesTask());
        }
    }

    /** Declares the server's own schedules, and begins to run tasks where the role says so. */
    void start(Opened opened) {
        purges.forEach(purge -> schedules.declare(purge.name(), purge.cron(), "UTC", purge.task()));
        tasks.measure(ground.meters());
        if (settings.group(AppSettings.class).role().takesTasks()) {
            opened.add(new Worker(
                    ground.database(), ground.clock(), tasks, settings.group(TaskSettings.class), ground.meters()));
        }
    }

    /** The tasks of a player, and the events about one. */
    List<PlayerData> playerData() {
        return List.of(new PlayerTasks(ground.database()), new PlayerEvents(ground.database(), tasks));
    }

    OutboundClient outbound() {
        return outbound;
    }

    Tasks tasks() {
        return tasks;
    }

    Schedules schedules() {
        return schedules;
    }

    List<Object> resources() {
        List<Object> resources = new ArrayList<>(List.of(
                new TaskResource(tasks, ground.clock()),
                new ScheduleResource(schedules),
                new WebhookResource(new Webhooks(ground.database(), ground.events(), ground.tokens()), deliveries),
                new DeliveryResource(deliveries)));
        String upstream = settings.group(SampleSettings.class).upstream();
        if (!upstream.isEmpty()) {
            resources.add(new FanOutResource(outbound, URI.create(upstream)));
        }
        return resources;
    }
}
