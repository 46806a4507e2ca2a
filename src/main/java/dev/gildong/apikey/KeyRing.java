package dev.gildong.apikey;

import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.http.Caller;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.Scope;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists and deletes API keys. Nobody gives a scope that they do not have, nor deletes a key that has one. One key
 * that may make others and never expires always stays.
 */
public final class KeyRing {
    private final Database database;
    private final ApiKeys keys;
    private final PageTokens tokens;
    private final ApiKeyRepository repository = new ApiKeyRepository();
    private final AuditLog audit = new AuditLog();

    /** @param keys are told of what is deleted */
    public KeyRing(Database database, ApiKeys keys, PageTokens tokens) {
        this.database = database;
        this.keys = keys;
        this.tokens = tokens;
    }

    /** @throws ProblemException 404 if there is none */
    ApiKey get(String name) {
        return database.transact(unit -> repository.find(unit, name)).orElseThrow(ApiKeyProblems::noKey);
    }

    /**
     * Makes a key.
     *
     * @throws ProblemException 400 if the body is not good; 403 if the caller does not have what it gives; 409 if there
     *     is a key of this name
     */
    Made make(Caller caller, CreateApiKeyRequest request) {
        Set<Scope> scopes = request.checkedScopes();
        requireAll(caller, scopes);
        String secret = ApiKeys.freshSecret();
        try {
            return database.transact(unit -> {
                repository.add(
                        unit,
                        request.checkedName(),
                        Token.hash(secret),
                        scopes,
                        request.expiry(UnitOfWork.instant(unit.nowMicros())));
                ApiKey key = repository.find(unit, request.name()).orElseThrow();
                audit.record(unit, new AuditEvent("api-key.created", key.name(), detail(key)));
                return new Made(key, secret);
            });
        } catch (ConstraintException e) {
            throw ApiKeyProblems.taken();
        }
    }

    /** @throws ProblemException 404 if there is none, 403 if it has a scope that the caller lacks, 409 if it must stay */
    void delete(Caller caller, String name) {
        database.transact(unit -> {
            List<String> lasting = repository.lockLasting(unit);
            String hash = repository.lockHash(unit, name).orElseThrow(ApiKeyProblems::noKey);
            requireAll(caller, repository.find(unit, name).orElseThrow().scopes());
            if (lasting.equals(List.of(name))) {
                throw ApiKeyProblems.last();
            }
            repository.remove(unit, name);
            keys.forget(unit, hash);
            audit.record(unit, "api-key.deleted", name);
            return unit;
        });
    }

    private static Map<String, String> detail(ApiKey key) {
        String scopes = ApiKey.wireNames(key.scopes());
        return key.expiresAt()
                .map(end -> Map.of("scopes", scopes, "expiresAt", end.toString()))
                .orElse(Map.of("scopes", scopes));
    }

    private static void requireAll(Caller caller, Set<Scope> scopes) {
        if (!scopes.stream().allMatch(caller::hasScope)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Nobody gives or takes what they may not do.");
        }
    }

    ApiKeyPageResponse page(int limit, @Nullable String pageToken) {
        String after = pageToken == null ? "" : tokens.readName(PagedList.API_KEYS, pageToken);
        List<ApiKey> found = database.transact(unit -> repository.page(unit, after, limit + 1));
        Page<ApiKey> page = Page.of(found, limit, last -> tokens.writeName(PagedList.API_KEYS, last.name()));
        return new ApiKeyPageResponse(page.map(ApiKeyResponse::of), page.nextPageToken());
    }

    /** A new key, and its secret, which is known this once. */
    record Made(ApiKey key, String secret) {

        @Override
        public String toString() {
            return "Made[" + key.name() + "]";
        }
    }
}
