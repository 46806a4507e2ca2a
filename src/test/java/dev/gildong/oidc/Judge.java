package dev.gildong.oidc;

import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Checks the tokens of one issuer, at a time that the test sets. */
final class Judge implements AutoCloseable {
    static final OidcSettings SETTINGS = new OidcSettings(
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6));

    private static final String NAME = "local";

    private final OutboundClient outbound;
    private final IdTokens tokens;
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    Judge(Issuer issuer) {
        this(issuer, "127.0.0.0/8", false);
    }

    Judge(Issuer issuer, String allowedNetworks, boolean nonceRequired) {
        outbound = new OutboundClient(new OutboundSettings(
                allowedNetworks,
                true,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                1 << 20,
                0,
                10,
                10,
                10,
                Duration.ofMillis(100)));
        ProviderSettings settings = new ProviderSettings(issuer.url(), Issuer.CLIENT + ", other-game", nonceRequired);
        tokens = new IdTokens(Provider.all(Map.of(NAME, settings), true), SETTINGS, outbound, () -> now);
    }

    Instant now() {
        return now;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    Optional<IdToken> check(String token) {
        return check(token, null);
    }

    Optional<IdToken> check(String token, String nonce) {
        return tokens.check(NAME, token, nonce);
    }

    boolean believes(String token) {
        return check(token).isPresent();
    }

    @Override
    public void close() {
        tokens.close();
        outbound.close();
    }
}
