package dev.gildong.apikey;

import dev.gildong.http.Scope;
import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API keys in the database. The secret itself is never stored. */
final class ApiKeyRepository {
    private static final String SELECT = "SELECT key_name, scopes, created_at, expires_at FROM api_key ";

    private static final String LASTING = """
            SELECT key_name FROM api_key
            WHERE expires_at IS NULL AND LOCATE(' keys ', CONCAT(' ', scopes, ' ')) > 0
            ORDER BY key_name""";

    /** The key of this secret, if it has not expired. */
    Optional<ApiKey> bySecret(UnitOfWork unit, String hash) {
        return unit.find(
                ApiKeyRepository::key,
                SELECT
                        + "WHERE key_hash = ? AND (expires_at IS NULL OR expires_at > %s)"
                                .formatted(unit.dialect().nowMicros()),
                hash);
    }

    /** The key of this name, expired or not. */
    Optional<ApiKey> find(UnitOfWork unit, String name) {
        return unit.find(ApiKeyRepository::key, SELECT + "WHERE key_name = ?", name);
    }

    /** The hash of this key's secret, with its row locked until the unit ends. */
    Optional<String> lockHash(UnitOfWork unit, String name) {
        return unit.find(row -> row.getString(1), "SELECT key_hash FROM api_key WHERE key_name = ? FOR UPDATE", name);
    }

    /** By their names, those after one. */
    List<ApiKey> page(UnitOfWork unit, String after, int limit) {
        return unit.list(ApiKeyRepository::key, SELECT + "WHERE key_name > ? ORDER BY key_name LIMIT ?", after, limit);
    }

    /**
     * Adds one.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is one of this name
     */
    void add(UnitOfWork unit, String name, String hash, Set<Scope> scopes, Optional<Instant> expiresAt) {
        unit.update(
                "INSERT INTO api_key (key_name, key_hash, scopes, created_at, expires_at) VALUES (?, ?, ?, %s, ?)"
                        .formatted(unit.dialect().nowMicros()),
                name,
                hash,
                ApiKey.wireNames(scopes),
                expiresAt.map(UnitOfWork::micros));
    }

    /** Adds one with every scope that never expires, or makes the one of this name so. */
    void put(UnitOfWork unit, String name, String hash) {
        unit.update(
                """
                INSERT INTO api_key (key_name, key_hash, scopes, created_at) VALUES (?, ?, ?, %s)
                ON DUPLICATE KEY UPDATE key_hash = VALUES(key_hash), scopes = VALUES(scopes), expires_at = NULL
                """.formatted(unit.dialect().nowMicros()), name, hash, ApiKey.wireNames(EnumSet.allOf(Scope.class)));
    }

    /** The names of all keys that never expire and may make others. */
    List<String> lasting(UnitOfWork unit) {
        return unit.list(row -> row.getString(1), LASTING);
    }

    /**
     * The same, locked in the order of their names: so of two units that would each remove one, the second looks when
     * the first is done.
     */
    List<String> lockLasting(UnitOfWork unit) {
        return unit.list(row -> row.getString(1), LASTING + " FOR UPDATE");
    }

    void remove(UnitOfWork unit, String name) {
        unit.update("DELETE FROM api_key WHERE key_name = ?", name);
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        long expiresAt = row.getLong(4);
        boolean expires = !row.wasNull();
        return new ApiKey(
                row.getString(1),
                ApiKey.scopes(row.getString(2)),
                UnitOfWork.instant(row.getLong(3)),
                expires ? Optional.of(UnitOfWork.instant(expiresAt)) : Optional.empty());
    }
}
