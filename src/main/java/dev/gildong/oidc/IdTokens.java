package dev.gildong.oidc;

import dev.gildong.http.ProblemException;
import dev.gildong.http.SecurityLog;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.thread.Daemons;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whom an ID token is about, and whether to believe it. It can be believed once only, which is for the caller
 * to see to. Safe for any number of threads; not to be used within a unit of work, since it may ask the issuer.
 */
public final class IdTokens implements AutoCloseable {
    private final Map<String, Trusted> trusted;
    private final Signatures signatures = new Signatures();
    private final Claims claims;
    private final ExecutorService threads = Executors.newCachedThreadPool(new Daemons("oidc-keys-"));

    /** @param clock of the database, so that all nodes agree on what has expired */
    public IdTokens(List<Provider> providers, OidcSettings settings, OutboundClient outbound, InstantSource clock) {
        this.claims = new Claims(clock, settings.maxTokenAge());
        this.trusted = providers.stream()
                .map(provider -> new IssuerDocuments(provider, outbound, settings.keysTimeout()))
                .map(documents ->
                        new Trusted(documents.provider(), new IssuerKeys(documents, settings, clock, threads)))
                .collect(Collectors.toMap(each -> each.provider().name(), Function.identity()));
    }

    private record Trusted(Provider provider, IssuerKeys keys) {}

    /** Whether there is a provider of this name. */
    public boolean knows(String provider) {
        return trusted.containsKey(provider);
    }

    /**
     * Checks a token.
     *
     * @param provider one that is {@link #knows known}
     * @param text anything
     * @param nonce that the client wanted in the token; null if it says of none
     * @return empty if it is refused; why is in the security log
     * @throws ProblemException 503 if the issuer's keys are not known and cannot be read
     */
    public Optional<IdToken> check(String provider, String text, @Nullable String nonce) {
        Trusted issuer = Optional.ofNullable(trusted.get(provider)).orElseThrow();
        try {
            return Optional.of(claims.checked(signatures.verified(text, issuer.keys()), issuer.provider(), nonce));
        } catch (RefusedTokenException e) {
            SecurityLog.refused("id-token:" + provider, e.reason());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
