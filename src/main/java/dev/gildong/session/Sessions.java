package dev.gildong.session;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import dev.gildong.token.Token;
import java.time.InstantSource;
import java.util.Optional;

/** Opens, finds and ends sign-in sessions. */
public final class Sessions {
    /** How every session token begins. */
    static final String PREFIX = "gs_";

    private final Database database;
    private final SessionSettings settings;
    private final SessionRepository repository = new SessionRepository();
    private final ReadThroughCache<String, Session> cache;
    private final InstantSource clock;

    /**
     * Opens and finds them.
     *
     * @param clock of the database: ends a session on time that is remembered
     * @param caches takes the cache of sessions
     */
    public Sessions(
            Database database,
            InstantSource clock,
            SessionSettings settings,
            CacheCatalogue caches,
            CacheSettings limits) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.cache = caches.add("sessions", String.class, Session.class, limits.sessions(), limits.sessionTimeToLive());
    }

    /** Signs a player in, within the caller's unit: the session is there if and only if that unit commits. */
    public SignInResponse open(UnitOfWork unit, Player player) {
        String token = PREFIX + Token.random(Token.SECRET_BYTES);
        return new SignInResponse(
                token, repository.add(unit, Token.hash(token), player.number(), settings.lifetime()), player.profile());
    }

    /** The good session of this token. Not to be called within a unit of work. */
    Optional<Session> find(String token) {
        return cache.get(Token.hash(token), hash -> database.transact(unit -> repository.find(unit, hash)))
                .filter(session -> clock.instant().isBefore(session.expiresAt()));
    }

    /** Ends a session: on this node at once, on others within 250 ms. */
    void close(Session session) {
        database.transact(unit -> {
            repository.remove(unit, session.tokenHash());
            cache.remove(unit, session.tokenHash());
            return session;
        });
    }
}
