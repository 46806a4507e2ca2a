package dev.gildong.app;

import dev.gildong.account.AccountSettings;
import dev.gildong.audit.AuditResource;
import dev.gildong.cache.CacheSettings;
import dev.gildong.change.ChangeSettings;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.document.DocumentSettings;
import dev.gildong.http.HttpSettings;
import dev.gildong.idempotency.IdempotencySettings;
import dev.gildong.idempotency.KeyedMethods;
import dev.gildong.limit.GuessSettings;
import dev.gildong.limit.LimitSettings;
import dev.gildong.log.LogServerSettings;
import dev.gildong.log.MailSettings;
import dev.gildong.log.TrackerSettings;
import dev.gildong.module.ModuleContext;
import dev.gildong.module.ModuleSettings;
import dev.gildong.module.Modules;
import dev.gildong.oidc.OidcSettings;
import dev.gildong.oidc.ProviderSettings;
import dev.gildong.outbound.OutboundSettings;
import dev.gildong.persistence.DatabaseOpener;
import dev.gildong.persistence.DatabaseSettings;
import dev.gildong.player.PlayerData;
import dev.gildong.privacy.ErasureResource;
import dev.gildong.privacy.Erasures;
import dev.gildong.privacy.Exports;
import dev.gildong.privacy.MyDataResource;
import dev.gildong.privacy.PlayerDataResource;
import dev.gildong.privacy.Privacy;
import dev.gildong.privacy.PrivacySettings;
import dev.gildong.sample.SampleSettings;
import dev.gildong.score.ScoreSettings;
import dev.gildong.session.SessionSettings;
import dev.gildong.task.TaskSettings;
import dev.gildong.webhook.WebhookSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.LoggerFactory;

/** The one place where everything is made and handed to what needs it. */
final class Gildong implements AutoCloseable {
    /** Every group of settings there is. */
    static final List<Class<? extends Record>> SETTINGS = List.of(
            AppSettings.class,
            DatabaseSettings.class,
            HttpSettings.class,
            LimitSettings.class,
            GuessSettings.class,
            SessionSettings.class,
            AccountSettings.class,
            OidcSettings.class,
            ProviderSettings.class,
            ChangeSettings.class,
            CacheSettings.class,
            TaskSettings.class,
            SampleSettings.class,
            OutboundSettings.class,
            WebhookSettings.class,
            ScoreSettings.class,
            IdempotencySettings.class,
            PrivacySettings.class,
            DocumentSettings.class,
            ModuleSettings.class,
            MailSettings.class,
            LogServerSettings.class,
            TrackerSettings.class);

    private final Ground ground;
    private final PrometheusMeterRegistry meters;
    private final Modules modules;
    private final Opened opened;
    private final Background background;
    private final SigningIn signingIn;
    private final Ranking ranking;
    private final Storing storing;
    private final Erasures erasures;

    private Gildong(Settings settings, Modules modules, Opened opened) {
        this.modules = modules;
        this.opened = opened;
        this.meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        opened.add((AutoCloseable) meters::close);
        opened.add(new ProcessMeters(meters));
        this.ground = Ground.open(settings, modules.schemas(), meters, opened);
        this.background = new Background(ground, opened);
        this.signingIn = new SigningIn(ground, background.outbound(), opened);
        this.ranking = new Ranking(ground, background.tasks());
        this.storing = new Storing(ground, background.tasks());
        startModules();
        this.erasures = privacy();
    }

    private void startModules() {
        modules.start(new ModuleContext(
                ground.settings(),
                ground.database(),
                ground.clock(),
                ground.events(),
                background.tasks(),
                background.schedules(),
                ground.caches(),
                ground.tokens(),
                signingIn.players(),
                background.outbound(),
                meters));
        background.purge(modules.purges());
    }

    private Erasures privacy() {
        List<PlayerData> data = new ArrayList<>(signingIn.playerData());
        data.addAll(background.playerData());
        data.add(ranking.playerData());
        data.add(storing.playerData());
        data.addAll(modules.playerData());
        Privacy.register(background.tasks(), data);
        return new Erasures(
                ground.database(),
                signingIn.players(),
                signingIn.sessions(),
                signingIn.playerData(),
                background.tasks(),
                ground.events());
    }

    /**
     * Starts all but the HTTP side. A start that fails leaves nothing open.
     *
     * @param contextParameters settings from the servlet container
     * @throws dev.gildong.config.SettingsException if a setting, or what it names, cannot be used
     */
    static Gildong start(Map<String, String> contextParameters) {
        Opened opened = new Opened();
        try {
            Modules modules = opened.add(Modules.load(
                    Settings.alone(ModuleSettings.class, contextParameters), Gildong.class.getClassLoader()));
            return start(Settings.load(modules.settingsBeside(SETTINGS), contextParameters), modules, opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Brings the database up to date and starts nothing.
     *
     * @param contextParameters settings from the servlet container
     * @throws dev.gildong.config.SettingsException if a setting, or what it names, cannot be used
     */
    static void migrate(Map<String, String> contextParameters) {
        try (Modules modules =
                Modules.load(Settings.alone(ModuleSettings.class, contextParameters), Gildong.class.getClassLoader())) {
            Settings settings = Settings.load(modules.settingsBeside(SETTINGS), contextParameters);
            check(settings);
            int missing = new DatabaseOpener(
                            settings.group(DatabaseSettings.class),
                            settings.group(AppSettings.class),
                            new SimpleMeterRegistry())
                    .migrate(modules.schemas());
            LoggerFactory.getLogger(Gildong.class)
                    .info("the database is up to date; migrations that were missing: {}", missing);
        }
    }

    /** A bad value stops the start before the database is open. */
    private static void check(Settings settings) {
        settings.check();
        SigningIn.providers(settings);
        AppSettings app = settings.group(AppSettings.class);
        Logging.configure(settings);
        ProductionChecks.beforeStart(app, settings.group(DatabaseSettings.class));
        ProductionChecks.origins(app, settings.group(HttpSettings.class));
    }

    private static Gildong start(Settings settings, Modules modules, Opened opened) {
        check(settings);
        Gildong gildong = new Gildong(settings, modules, opened);
        new AdminKey(gildong.signingIn.keys(), settings.group(AppSettings.class)).provide();
        gildong.background.start(opened);
        return gildong;
    }

    /** Puts filters and Jersey into the servlet context. */
    void register(ServletContext context) {
        Api api = api(context);
        ground.changes().start(); // by now every cache is there
        Filters.register(
                context,
                Filters.inOrder(
                        signingIn.filter(),
                        ground.settings().group(HttpSettings.class),
                        ground.settings().group(LimitSettings.class),
                        meters));
        ServletRegistration.Dynamic jersey = context.addServlet("api", new ServletContainer(api));
        jersey.addMapping("/*");
        jersey.setLoadOnStartup(1);
        jersey.setAsyncSupported(true);
        LoggerFactory.getLogger(Gildong.class)
                .info(
                        "ready at context path \"{}\", in the role {}",
                        context.getContextPath(),
                        role().name().toLowerCase(Locale.ROOT));
    }

    private AppSettings.Role role() {
        return ground.settings().group(AppSettings.class).role();
    }

    private Api api(ServletContext context) {
        List<Object> resources = new ArrayList<>();
        resources.add(new HealthResource(ground.database(), ranking::ready, context));
        resources.add(new MetricsResource(meters));
        if (role().servesApi()) {
            resources.addAll(features());
            resources.addAll(modules.resources(resources));
        }
        return new Api(resources, new KeyedMethods(ground.database()));
    }

    private List<Object> features() {
        Exports exports = new Exports(ground.database(), signingIn.players(), signingIn.sessions(), background.tasks());
        List<Object> features = new ArrayList<>(List.of(
                new OpenApiResource(),
                new AuditResource(ground.database(), ground.tokens()),
                new MyDataResource(erasures, exports),
                new PlayerDataResource(erasures, exports),
                new ErasureResource(erasures)));
        features.addAll(signingIn.resources());
        Ranking.Served ranked = ranking.serve(signingIn.players(), opened);
        features.addAll(ranked.resources());
        features.addAll(background.resources());
        features.addAll(storing.resources(signingIn.players(), ranked.jointSubmits()));
        return features;
    }

    @Override
    public void close() {
        opened.close();
    }
}
