package dev.gildong.apikey;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Scope;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** API keys. For now there is one, the administrator's, with every scope. */
public final class ApiKeys {
    private static final String ADMIN = "admin";

    private final Database database;
    private final ReadThroughCache<String, ApiKey> cache;

    /** @param caches takes the cache of keys */
    public ApiKeys(Database database, CacheCatalogue caches, CacheSettings limits) {
        this.database = database;
        this.cache = caches.add("api-keys", String.class, ApiKey.class, limits.sessions(), limits.sessionTimeToLive());
    }

    /** The key that this secret opens. Not to be called within a unit of work. */
    public Optional<ApiKey> find(String secret) {
        return cache.get(Token.hash(secret), hash -> database.transact(unit -> find(unit, hash)));
    }

    private static Optional<ApiKey> find(UnitOfWork unit, String hash) {
        return unit.find(
                row -> new ApiKey(row.getString(1), scopes(row.getString(2))),
                "SELECT key_name, scopes FROM api_key WHERE key_hash = ?",
                hash);
    }

    private static Set<Scope> scopes(String wireNames) {
        Set<String> names = Set.of(wireNames.split(" "));
        return Arrays.stream(Scope.values())
                .filter(scope -> names.contains(scope.wireName()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** Makes this secret the administrator's, in place of the one before. */
    public void setAdmin(String secret) {
        database.transact(unit -> {
            unit.find(
                            row -> row.getString(1),
                            "SELECT key_hash FROM api_key WHERE key_name = ? FOR UPDATE", // so that it is the last one
                            ADMIN)
                    .ifPresent(hash -> cache.remove(unit, hash));
            return unit.update("""
                    INSERT INTO api_key (key_name, key_hash, scopes, created_at) VALUES (?, ?, ?, %s)
                    ON DUPLICATE KEY UPDATE key_hash = VALUES(key_hash), scopes = VALUES(scopes)
                    """.formatted(unit.dialect().nowMicros()), ADMIN, Token.hash(secret), allScopes());
        });
    }

    /** Whether an administrator's key is there. */
    public boolean hasAdmin() {
        return database.transact(
                        unit -> unit.find(row -> row.getInt(1), "SELECT 1 FROM api_key WHERE key_name = ?", ADMIN))
                .isPresent();
    }

    /**
     * Makes the administrator's key if there is none.
     *
     * @return the new secret, for the one node that made it; this is the only time it is known
     */
    public Optional<String> makeFirstAdmin() {
        String secret = "gk_" + Token.random(Token.SECRET_BYTES);
        try {
            database.transact(unit -> unit.update(
                    "INSERT INTO api_key (key_name, key_hash, scopes, created_at) VALUES (?, ?, ?, %s)"
                            .formatted(unit.dialect().nowMicros()),
                    ADMIN,
                    Token.hash(secret),
                    allScopes()));
            return Optional.of(secret);
        } catch (ConstraintException e) {
            return Optional.empty();
        }
    }

    private static String allScopes() {
        return Arrays.stream(Scope.values()).map(Scope::wireName).collect(Collectors.joining(" "));
    }
}
