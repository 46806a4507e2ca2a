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
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.limit.DeviceCookies;
import dev.gildong.limit.GuessSettings;
import dev.gildong.limit.Guesses;
import dev.gildong.moderation.BanResource;
import dev.gildong.moderation.Moderation;
import dev.gildong.moderation.RoleResource;
import dev.gildong.oidc.IdTokens;
import dev.gildong.oidc.OidcSettings;
import dev.gildong.oidc.Provider;
import dev.gildong.oidc.ProviderSettings;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundSettings;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.SharedSecrets;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRepository;
import dev.gildong.player.PlayerResource;
import dev.gildong.player.Players;
import dev.gildong.session.AuthenticationFilter;
import dev.gildong.session.MySessions;
import dev.gildong.session.MySessionsResource;
import dev.gildong.session.PlayerSessions;
import dev.gildong.session.SessionResource;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import dev.gildong.token.Token;
import java.util.List;

/** Makes players, what they and API keys sign in with, and the resources by which requests reach that. */
final class SigningIn {
    private final Ground ground;
    private final Players players;
    private final ApiKeys keys;
    private final Sessions sessions;
    private final Accounts accounts;
    private final OidcAccounts oidcAccounts;
    private final IdTokens idTokens;
    private final Guesses guesses;

    /**
     * @param outbound for the keys of OpenID providers
     * @param opened takes what must be closed
     */
    SigningIn(Ground ground, OutboundClient outbound, Opened opened) {
        Database database = ground.database();
        Settings settings = ground.settings();
        this.ground = ground;
        this.players = new Players(database, new PlayerRepository(), ground.caches(), ground.cacheLimits());
        this.keys = new ApiKeys(database, ground.clock(), ground.caches(), ground.cacheLimits());
        this.sessions = new Sessions(
                database, ground.clock(), settings.group(SessionSettings.class), ground.caches(), ground.cacheLimits());
        this.accounts = opened.add(new Accounts(
                database, new PlayerRepository(), sessions, settings.group(AccountSettings.class), ground.events()));
        accounts.measure(ground.meters());
        this.oidcAccounts = new OidcAccounts(database, new PlayerRepository(), sessions, ground.events());
        this.idTokens = opened.add(
                new IdTokens(providers(settings), settings.group(OidcSettings.class), outbound, ground.clock()));
        this.guesses = new Guesses(
                database,
                settings.group(GuessSettings.class),
                new DeviceCookies(new SharedSecrets(database).get("device-cookies", Token.random(Token.SECRET_BYTES))));
    }

    /** @throws dev.gildong.config.SettingsException if one of them cannot be used */
    static List<Provider> providers(Settings settings) {
        boolean production = settings.group(AppSettings.class).mode() == AppSettings.Mode.PRODUCTION;
        boolean plainHttp = settings.group(OutboundSettings.class).plainHttp();
        return Provider.all(settings.named(ProviderSettings.class), plainHttp && !production);
    }

    Players players() {
        return players;
    }

    Sessions sessions() {
        return sessions;
    }

    ApiKeys keys() {
        return keys;
    }

    AuthenticationFilter filter() {
        return new AuthenticationFilter(sessions, keys);
    }

    /** What a player signs in with, and where they are signed in. */
    List<PlayerData> playerData() {
        return List.of(new PlayerIdentities(ground.database()), new PlayerSessions(ground.database(), sessions));
    }

    List<Object> resources() {
        Database database = ground.database();
        Moderation moderation = new Moderation(database, new PlayerRepository(), players, sessions);
        SessionSettings ofSessions = ground.settings().group(SessionSettings.class);
        return List.of(
                new PlayerResource(players),
                new SessionResource(database, sessions),
                new MySessionsResource(new MySessions(database, sessions, ofSessions, ground.tokens())),
                new AccountResource(accounts, sessions, guesses, ofSessions),
                new OidcLoginResource(idTokens, oidcAccounts, sessions, guesses, ofSessions),
                new MyOidcResource(idTokens, oidcAccounts, guesses),
                new ApiKeyResource(new KeyRing(database, keys, ground.tokens())),
                new BanResource(moderation),
                new RoleResource(moderation),
                new MeResource(new MyProfile(database, new PlayerRepository(), players, sessions)),
                new MyIdentitiesResource(new Identities(database, sessions, accounts), sessions, guesses, ofSessions));
    }
}
