package dev.gildong.apikey;

import dev.gildong.http.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as administrators see it.
 *
 * @param expiresAt null for never; it may be past
 * @param secret in the answer to the request that made it; null in every other
 */
record ApiKeyResponse(
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String secret) {

    static ApiKeyResponse of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyResponse of(ApiKey key, @Nullable String secret) {
        List<String> scopes =
                key.scopes().stream().sorted().map(Scope::wireName).toList();
        return new ApiKeyResponse(
                key.name(), scopes, key.createdAt(), key.expiresAt().orElse(null), secret);
    }

    /** Does not show the secret. */
    @Override
    public String toString() {
        return "ApiKeyResponse[" + name + "]";
    }
}
