package dev.gildong.app;

import dev.gildong.account.AccountResource;
import dev.gildong.account.AccountSettings;
import dev.gildong.account.Accounts;
import dev.gildong.apikey.ApiKeys;
import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.event.Events;
import dev.gildong.http.HttpSettings;
import dev.gildong.http.PageTokens;
import dev.gildong.leaderboard.LeaderboardResource;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.ScoreResource;
import dev.gildong.leaderboard.Scores;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundSettings;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.DatabaseOpener;
import dev.gildong.persistence.DatabaseSettings;
import dev.gildong.persistence.SharedSecrets;
import dev.gildong.player.PlayerRepository;
import dev.gildong.player.PlayerResource;
import dev.gildong.sample.AddTask;
import dev.gildong.sample.CountPrimesTask;
import dev.gildong.sample.FanOutResource;
import dev.gildong.sample.SampleSettings;
import dev.gildong.schedule.ScheduleResource;
import dev.gildong.schedule.Schedules;
import dev.gildong.session.AuthenticationFilter;
import dev.gildong.session.SessionPurge;
import dev.gildong.session.SessionResource;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import dev.gildong.task.TaskPurge;
import dev.gildong.task.TaskResource;
import dev.gildong.task.TaskSettings;
import dev.gildong.task.Tasks;
import dev.gildong.task.Worker;
import dev.gildong.token.Token;
import dev.gildong.webhook.DeliverTask;
import dev.gildong.webhook.Deliveries;
import dev.gildong.webhook.DeliveryResource;
import dev.gildong.webhook.PurgeTask;
import dev.gildong.webhook.WebhookResource;
import dev.gildong.webhook.WebhookSettings;
import dev.gildong.webhook.Webhooks;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.LoggerFactory;

/** The one place where everything is made and handed to what needs it. */
final class Gildong implements AutoCloseable {
    /** Every group of settings there is. */
    static final List<Class<? extends Record>> SETTINGS = List.of(
            AppSettings.class,
            DatabaseSettings.class,
            HttpSettings.class,
            SessionSettings.class,
            AccountSettings.class,
            CacheSettings.class,
            TaskSettings.class,
            SampleSettings.class,
            OutboundSettings.class,
            WebhookSettings.class);

    private final Settings settings;
    private final PrometheusMeterRegistry meters;
    private final ProcessMeters process;
    private final Database database;
    private final CacheCatalogue caches = new CacheCatalogue();
    private final ApiKeys keys;
    private final Sessions sessions;
    private final Accounts accounts;
    private final DatabaseClock clock;
    private final PageTokens pageTokens;
    private final Events events = new Events();
    private final Tasks tasks;
    private final OutboundClient outbound;
    private final Schedules schedules;
    private final Deliveries deliveries;
    private final Optional<Worker> worker;

    private Gildong(Settings settings, PrometheusMeterRegistry meters, Database database) {
        CacheSettings limits = settings.group(CacheSettings.class);
        this.settings = settings;
        this.meters = meters;
        this.process = new ProcessMeters(meters);
        this.database = database;
        this.keys = new ApiKeys(database, caches, limits);
        this.sessions = new Sessions(database, settings.group(SessionSettings.class), caches, limits);
        this.accounts =
                new Accounts(database, new PlayerRepository(), sessions, settings.group(AccountSettings.class), events);
        this.clock = new DatabaseClock(database);
        this.pageTokens =
                new PageTokens(new SharedSecrets(database).get("page-tokens", Token.random(Token.SECRET_BYTES)));
        this.outbound = new OutboundClient(settings.group(OutboundSettings.class));
        TaskSettings taskSettings = settings.group(TaskSettings.class);
        this.tasks = new Tasks(database, clock, events, pageTokens, taskSettings);
        if (settings.group(SampleSettings.class).tasks()) {
            tasks.register(AddTask.TYPE, new AddTask());
            tasks.register(CountPrimesTask.TYPE, new CountPrimesTask());
        }
        this.schedules = new Schedules(database, tasks, pageTokens);
        tasks.register(SessionPurge.TYPE, new SessionPurge());
        tasks.register(TaskPurge.TYPE, new TaskPurge(taskSettings));
        this.deliveries = new Deliveries(database, events, tasks, pageTokens);
        tasks.register(DeliverTask.TYPE, new DeliverTask(outbound));
        tasks.register(PurgeTask.TYPE, new PurgeTask(settings.group(WebhookSettings.class)));
        this.worker = role().takesTasks()
                ? Optional.of(new Worker(database, clock, tasks, taskSettings, meters))
                : Optional.empty();
    }

    /**
     * Starts all but the HTTP side.
     *
     * @param contextParameters settings from the servlet container
     * @throws dev.gildong.config.SettingsException if a setting, or what it names, cannot be used
     */
    static Gildong start(Map<String, String> contextParameters) {
        Settings settings = Settings.load(SETTINGS, contextParameters);
        SETTINGS.forEach(settings::group); // a bad value stops the start before anything is open
        AppSettings app = settings.group(AppSettings.class);
        Logging.configure(app.mode());
        DatabaseSettings databaseSettings = settings.group(DatabaseSettings.class);
        ProductionChecks.beforeStart(app, databaseSettings);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gildong gildong = new Gildong(settings, meters, new DatabaseOpener(databaseSettings, app, meters).open());
        try {
            new AdminKey(gildong.keys, app).provide();
            gildong.declareSchedules();
        } catch (RuntimeException e) {
            gildong.close();
            throw e;
        }
        return gildong;
    }

    private void declareSchedules() {
        schedules.declare("session.purge", "@hourly", "UTC", SessionPurge.TYPE.task(new SessionPurge.Args()));
        schedules.declare("task.purge", "*/10 * * * *", "UTC", TaskPurge.TYPE.task(new TaskPurge.Args()));
        schedules.declare("webhook.purge", "30 * * * *", "UTC", PurgeTask.TYPE.task(new PurgeTask.Args()));
    }

    /** Puts filters and Jersey into the servlet context. */
    void register(ServletContext context) {
        Filters.register(context, new AuthenticationFilter(sessions, keys), settings.group(HttpSettings.class));
        ServletRegistration.Dynamic jersey = context.addServlet("api", new ServletContainer(api(context)));
        jersey.addMapping("/*");
        jersey.setLoadOnStartup(1);
        LoggerFactory.getLogger(Gildong.class)
                .info(
                        "ready at context path \"{}\", in the role {}",
                        context.getContextPath(),
                        role().name().toLowerCase(Locale.ROOT));
    }

    private AppSettings.Role role() {
        return settings.group(AppSettings.class).role();
    }

    private Api api(ServletContext context) {
        List<Object> resources = new ArrayList<>();
        resources.add(new HealthResource(database, context));
        resources.add(new MetricsResource(meters));
        if (role().servesApi()) {
            resources.addAll(features());
        }
        return new Api(resources);
    }

    private List<Object> features() {
        CacheSettings limits = settings.group(CacheSettings.class);
        PlayerRepository players = new PlayerRepository();
        Leaderboards leaderboards = new Leaderboards(database, caches, limits);
        Scores scores = new Scores(database, players, pageTokens);
        List<Object> features = new ArrayList<>(List.of(
                new OpenApiResource(),
                new PlayerResource(database, players, caches, limits),
                new SessionResource(sessions),
                new AccountResource(accounts, settings.group(SessionSettings.class)),
                new LeaderboardResource(leaderboards),
                new ScoreResource(leaderboards, scores),
                new TaskResource(tasks, clock),
                new ScheduleResource(schedules),
                new WebhookResource(new Webhooks(database, events, pageTokens), deliveries),
                new DeliveryResource(deliveries)));
        String upstream = settings.group(SampleSettings.class).upstream();
        if (!upstream.isEmpty()) {
            features.add(new FanOutResource(outbound, URI.create(upstream)));
        }
        return features;
    }

    @Override
    public void close() {
        worker.ifPresent(Worker::close);
        tasks.close();
        clock.close();
        outbound.close();
        accounts.close();
        caches.close();
        database.close();
        process.close();
        meters.close();
    }
}
