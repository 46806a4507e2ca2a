package dev.gildong.app;

import dev.gildong.account.AccountResource;
import dev.gildong.account.AccountSettings;
import dev.gildong.account.Accounts;
import dev.gildong.account.Identities;
import dev.gildong.account.MeResource;
import dev.gildong.account.MyIdentitiesResource;
import dev.gildong.account.MyOidcResource;
import dev.gildong.account.MyProfile;
import dev.gildong.account.OidcAccounts;
import dev.gildong.account.OidcLoginResource;
import dev.gildong.account.PlayerIdentities;
import dev.gildong.apikey.ApiKeyResource;
import dev.gildong.apikey.ApiKeys;
import dev.gildong.apikey.KeyRing;
import dev.gildong.audit.AuditResource;
import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.change.ChangeLog;
import dev.gildong.change.ChangeSettings;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.document.DocumentSettings;
import dev.gildong.event.Events;
import dev.gildong.http.HttpSettings;
import dev.gildong.http.PageTokens;
import dev.gildong.idempotency.IdempotencySettings;
import dev.gildong.idempotency.KeyedMethods;
import dev.gildong.limit.DeviceCookies;
import dev.gildong.limit.GuessSettings;
import dev.gildong.limit.Guesses;
import dev.gildong.limit.LimitSettings;
import dev.gildong.moderation.BanResource;
import dev.gildong.moderation.Moderation;
import dev.gildong.moderation.RoleResource;
import dev.gildong.module.ModuleContext;
import dev.gildong.module.ModuleSettings;
import dev.gildong.module.Modules;
import dev.gildong.oidc.IdTokens;
import dev.gildong.oidc.OidcSettings;
import dev.gildong.oidc.Provider;
import dev.gildong.oidc.ProviderSettings;
import dev.gildong.outbound.OutboundSettings;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseSettings;
import dev.gildong.persistence.SharedSecrets;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRepository;
import dev.gildong.player.PlayerResource;
import dev.gildong.player.Players;
import dev.gildong.privacy.ErasureResource;
import dev.gildong.privacy.Erasures;
import dev.gildong.privacy.Exports;
import dev.gildong.privacy.MyDataResource;
import dev.gildong.privacy.PlayerDataResource;
import dev.gildong.privacy.Privacy;
import dev.gildong.privacy.PrivacySettings;
import dev.gildong.sample.SampleSettings;
import dev.gildong.score.ScoreSettings;
import dev.gildong.session.AuthenticationFilter;
import dev.gildong.session.MySessions;
import dev.gildong.session.MySessionsResource;
import dev.gildong.session.PlayerSessions;
import dev.gildong.session.SessionResource;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import dev.gildong.task.TaskSettings;
import dev.gildong.token.Token;
import dev.gildong.webhook.WebhookSettings;
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
            ModuleSettings.class);

    private final Settings settings;
    private final Modules modules;
    private final Opened opened;
    private final PrometheusMeterRegistry meters;
    private final Database database;
    private final ChangeLog changes;
    private final CacheCatalogue caches;
    private final ApiKeys keys;
    private final Sessions sessions;
    private final Accounts accounts;
    private final PageTokens pageTokens;
    private final Guesses guesses;
    private final OidcAccounts oidcAccounts;
    private final IdTokens idTokens;
    private final Background background;
    private final Ranking ranking;
    private final Storing storing;
    private final Players players;
    private final Erasures erasures;

    private Gildong(Settings settings, Modules modules, Opened opened) {
        CacheSettings limits = settings.group(CacheSettings.class);
        Events events = new Events();
        this.settings = settings;
        this.modules = modules;
        this.opened = opened;
        this.meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        AutoCloseable end = meters::close;
        opened.add(end);
        opened.add(new ProcessMeters(meters));
        Ground ground = Ground.open(settings, modules.schemas(), meters, opened);
        this.database = ground.database();
        this.changes = ground.changes();
        this.caches = opened.add(new CacheCatalogue(changes));
        opened.add(changes);
        this.keys = new ApiKeys(database, ground.clock(), caches, limits);
        this.sessions = new Sessions(database, ground.clock(), settings.group(SessionSettings.class), caches, limits);
        this.accounts = opened.add(new Accounts(
                database, new PlayerRepository(), sessions, settings.group(AccountSettings.class), events));
        this.oidcAccounts = new OidcAccounts(database, new PlayerRepository(), sessions, events);
        SharedSecrets secrets = new SharedSecrets(database);
        this.pageTokens = new PageTokens(secrets.get("page-tokens", Token.random(Token.SECRET_BYTES)));
        this.guesses = new Guesses(
                database,
                settings.group(GuessSettings.class),
                new DeviceCookies(secrets.get("device-cookies", Token.random(Token.SECRET_BYTES))));
        this.background = new Background(ground, events, pageTokens, opened);
        this.idTokens = opened.add(new IdTokens(
                providers(settings), settings.group(OidcSettings.class), background.outbound(), ground.clock()));
        this.ranking = new Ranking(ground, caches, background.tasks(), pageTokens, events);
        this.storing = new Storing(settings, database, caches, pageTokens, background.tasks());
        this.players = new Players(database, new PlayerRepository(), caches, limits);
        startModules(ground, events);
        this.erasures = privacy(events);
    }

    private void startModules(Ground ground, Events events) {
        modules.start(new ModuleContext(
                settings,
                database,
                ground.clock(),
                events,
                background.tasks(),
                background.schedules(),
                caches,
                pageTokens,
                players,
                background.outbound(),
                meters));
        background.purge(modules.purges());
    }

    private Erasures privacy(Events events) {
        List<PlayerData> entrances = List.of(new PlayerIdentities(database), new PlayerSessions(database, sessions));
        List<PlayerData> data = new ArrayList<>(entrances);
        data.addAll(background.playerData());
        data.add(ranking.playerData());
        data.add(storing.playerData());
        data.addAll(modules.playerData());
        Privacy.register(background.tasks(), data);
        return new Erasures(database, players, sessions, entrances, background.tasks(), events);
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

    private static Gildong start(Settings settings, Modules modules, Opened opened) {
        settings.check(); // a bad value stops the start before the database is open
        providers(settings);
        AppSettings app = settings.group(AppSettings.class);
        Logging.configure(app.mode());
        ProductionChecks.beforeStart(app, settings.group(DatabaseSettings.class));
        ProductionChecks.origins(app, settings.group(HttpSettings.class));
        Gildong gildong = new Gildong(settings, modules, opened);
        new AdminKey(gildong.keys, app).provide();
        gildong.background.start(gildong.meters, opened);
        return gildong;
    }

    private static List<Provider> providers(Settings settings) {
        boolean production = settings.group(AppSettings.class).mode() == AppSettings.Mode.PRODUCTION;
        boolean plainHttp = settings.group(OutboundSettings.class).plainHttp();
        return Provider.all(settings.named(ProviderSettings.class), plainHttp && !production);
    }

    /** Puts filters and Jersey into the servlet context. */
    void register(ServletContext context) {
        Api api = api(context);
        changes.start(); // by now every cache is there
        Filters.register(
                context,
                Filters.inOrder(
                        new AuthenticationFilter(sessions, keys),
                        settings.group(HttpSettings.class),
                        settings.group(LimitSettings.class)));
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
        return settings.group(AppSettings.class).role();
    }

    private Api api(ServletContext context) {
        List<Object> resources = new ArrayList<>();
        resources.add(new HealthResource(database, ranking::ready, context));
        resources.add(new MetricsResource(meters));
        if (role().servesApi()) {
            resources.addAll(features());
            resources.addAll(modules.resources(resources));
        }
        return new Api(resources, new KeyedMethods(database));
    }

    private List<Object> features() {
        Moderation moderation = new Moderation(database, new PlayerRepository(), players, sessions);
        Exports exports = new Exports(database, players, sessions, background.tasks());
        SessionSettings ofSessions = settings.group(SessionSettings.class);
        List<Object> features = new ArrayList<>(List.of(
                new OpenApiResource(),
                new PlayerResource(players),
                new SessionResource(database, sessions),
                new MySessionsResource(new MySessions(database, sessions, ofSessions, pageTokens)),
                new AccountResource(accounts, sessions, guesses, ofSessions),
                new OidcLoginResource(idTokens, oidcAccounts, sessions, guesses, ofSessions),
                new MyOidcResource(idTokens, oidcAccounts, guesses),
                new ApiKeyResource(new KeyRing(database, keys, pageTokens)),
                new AuditResource(database, pageTokens),
                new MyDataResource(erasures, exports),
                new PlayerDataResource(erasures, exports),
                new ErasureResource(erasures),
                new BanResource(moderation),
                new RoleResource(moderation),
                new MeResource(new MyProfile(database, new PlayerRepository(), players, sessions)),
                new MyIdentitiesResource(new Identities(database, sessions, accounts), sessions, guesses, ofSessions)));
        features.addAll(ranking.resources(players, meters, opened));
        features.addAll(background.resources());
        features.addAll(storing.resources(players));
        return features;
    }

    @Override
    public void close() {
        opened.close();
    }
}
