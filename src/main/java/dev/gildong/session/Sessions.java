package dev.gildong.session;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Ban;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerProfile;
import dev.gildong.player.PlayerRepository;
import dev.gildong.task.Purge;
import dev.gildong.token.Token;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Opens, finds and ends sign-in sessions. Whatever ends one ends it on this node at once, on others within 250 ms. */
public final class Sessions {
    /** How every session token begins. */
    static final String PREFIX = "gs_";

    private static final ProblemType BANNED = new ProblemType("banned", 403, "This player is banned");
    private static final int TOKEN_LENGTH = PREFIX.length() + 43;

    private final Database database;
    private final SessionSettings settings;
    private final SessionRepository repository = new SessionRepository();
    private final PlayerRepository players = new PlayerRepository();
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

    /** Removes sessions that have ended. */
    public static Purge purge(SessionSettings settings) {
        SessionRepository repository = new SessionRepository();
        return new Purge("session.purge", "@hourly", unit -> repository.purge(unit, settings.idleLifetime()));
    }

    /** What a request to sign in brings along. Not to be called within a unit of work. */
    public Arrival arrival(HttpServletRequest request) {
        return Arrival.of(
                request.getHeader("User-Agent"), SessionCookie.read(request).flatMap(this::find));
    }

    /**
     * Signs a player in, within the caller's unit: the session is there if and only if that unit commits. The token is
     * always a new one; the session that it replaces in the client's cookie ends, if it was this player's. To be called
     * under the lock on the player's row, when the credentials were right.
     *
     * @throws ProblemException 403 if the player is banned
     */
    public SignInResponse open(UnitOfWork unit, Player player, Arrival arrival) {
        player.ban(unit::nowMicros).ifPresent(ban -> {
            throw banned(ban);
        });
        arrival.former()
                .filter(former -> former.playerNumber() == player.number())
                .ifPresent(former -> close(unit, former.tokenHash()));
        repository.surplus(unit, player.number(), settings.maxPerPlayer() - 1).forEach(surplus -> close(unit, surplus));
        String token = PREFIX + Token.random(Token.SECRET_BYTES);
        Instant expiresAt =
                repository.add(unit, Token.hash(token), player.number(), arrival.device(), settings.lifetime());
        PlayerProfile profile = player.profile();
        unit.afterCommit(() -> SecurityLog.done("sign-in", "player:" + profile.id()));
        return new SignInResponse(token, expiresAt, profile);
    }

    private static ProblemException banned(Ban ban) {
        return new ProblemException(
                BANNED, ban.until().map(end -> "Until " + end + ".").orElse("For good."));
    }

    /** The good session of this token. Not to be called within a unit of work. */
    Optional<Session> find(String token) {
        if (token.length() != TOKEN_LENGTH) { // what is no token has no hash that anyone stored
            return Optional.empty();
        }
        return cache.get(Token.hash(token), hash -> database.transact(unit -> load(unit, hash)))
                .filter(session -> session.goodAt(clock.instant(), settings.idleLifetime()));
    }

    private Optional<Session> load(UnitOfWork unit, String tokenHash) {
        Instant now = clock.instant();
        return repository.find(unit, tokenHash, settings.idleLifetime()).map(session -> {
            if (now.isBefore(session.lastSeenAt().plus(settings.noteEvery()))) {
                return session;
            }
            repository.seen(unit, tokenHash);
            return session.seenAt(now);
        });
    }

    /**
     * The player of a session, locked until the unit ends as every sign-in locks it: so what is done from here on is done
     * for one who is still signed in.
     *
     * @throws ProblemException 401 if the session has ended since its request began
     */
    public Player lock(UnitOfWork unit, Session session) {
        Player player = players.lock(unit, session.playerNumber());
        if (repository.find(unit, session.tokenHash(), settings.idleLifetime()).isEmpty()) {
            throw ProblemException.notSignedIn();
        }
        return player;
    }

    /** Ends all sessions of a player when this unit commits. To be called under the lock on the player's row. */
    public void closeAll(UnitOfWork unit, long playerNumber) {
        repository.tokenHashes(unit, playerNumber).forEach(tokenHash -> close(unit, tokenHash));
    }

    /** Ends all sessions of the same player but this one when this unit commits. */
    public void closeOthers(UnitOfWork unit, Session session) {
        repository.tokenHashes(unit, session.playerNumber()).stream()
                .filter(tokenHash -> !tokenHash.equals(session.tokenHash()))
                .forEach(tokenHash -> close(unit, tokenHash));
    }

    /** Lets every node read a player's sessions again when this unit commits: what they say of the player has changed. */
    public void forget(UnitOfWork unit, long playerNumber) {
        repository.tokenHashes(unit, playerNumber).forEach(tokenHash -> cache.remove(unit, tokenHash));
    }

    /** Ends a session when this unit commits. */
    void close(UnitOfWork unit, String tokenHash) {
        repository.remove(unit, tokenHash);
        cache.remove(unit, tokenHash);
    }
}
