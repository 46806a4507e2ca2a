package dev.gildong.apikey;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Scope;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;

/** Finds API keys, and makes the administrator's, which has every scope. {@link KeyRing} makes and deletes the others. */
public final class ApiKeys {
    private static final String ADMIN = "admin";
    private static final String PREFIX = "gk_";

    private final Database database;
    private final InstantSource clock;
    private final ApiKeyRepository repository = new ApiKeyRepository();
    private final ReadThroughCache<String, ApiKey> cache;

    /**
     * Finds them.
     *
     * @param clock of the database: ends a key on time that is remembered
     * @param caches takes the cache of keys
     */
    public ApiKeys(Database database, InstantSource clock, CacheCatalogue caches, CacheSettings limits) {
        this.database = database;
        this.clock = clock;
        this.cache = caches.add("api-keys", String.class, ApiKey.class, limits.sessions(), limits.sessionTimeToLive());
    }

    static String freshSecret() {
        return PREFIX + Token.random(Token.SECRET_BYTES);
    }

    /** The good key that this secret opens. Not to be called within a unit of work. */
    public Optional<ApiKey> find(String secret) {
        return cache.get(Token.hash(secret), hash -> database.transact(unit -> repository.bySecret(unit, hash)))
                .filter(key -> key.goodAt(clock.instant()));
    }

    /** Lets every node refuse a key when this unit, which changes or removes it, is committed. */
    void forget(UnitOfWork unit, String hash) {
        cache.remove(unit, hash);
    }

    /** Makes this secret the administrator's, in place of the one before. */
    public void setAdmin(String secret) {
        database.transact(unit -> {
            repository.lockHash(unit, ADMIN).ifPresent(former -> forget(unit, former)); // locked: it is the last one
            repository.put(unit, ADMIN, Token.hash(secret));
            return unit;
        });
    }

    /** Whether there is a key that may make others and never expires, whatever its name is. */
    public boolean hasAdmin() {
        return database.transact(unit -> !repository.lasting(unit).isEmpty());
    }

    /**
     * Makes the administrator's key if nobody could administer the server without it.
     *
     * @return the new secret, for the one node that made it; this is the only time it is known
     */
    public Optional<String> makeFirstAdmin() {
        if (hasAdmin()) {
            return Optional.empty();
        }
        String secret = freshSecret();
        try {
            return database.transact(unit -> {
                repository.add(unit, ADMIN, Token.hash(secret), EnumSet.allOf(Scope.class), Optional.empty());
                return Optional.of(secret);
            });
        } catch (ConstraintException e) {
            return Optional.empty();
        }
    }
}
