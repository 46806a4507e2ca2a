package dev.gildong.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.gildong.http.Json;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundException;
import dev.gildong.outbound.OutboundRequest;
import dev.gildong.outbound.OutboundResponse;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer publishes: where its keys are (OpenID Connect Discovery 1.0, section 4), and the keys (RFC 7517). Read
 * from these two addresses alone; no token says where to look. Safe for any number of threads.
 */
final class IssuerDocuments {
    private static final int MOST_KEYS = 64;
    private static final int SMALLEST_RSA = 2048;
    /** One that is larger takes long to verify with. */
    private static final int LARGEST_RSA = 8192;

    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private final Provider provider;
    private final OutboundClient outbound;
    private final Duration timeout;

    /** @param timeout for both documents together */
    IssuerDocuments(Provider provider, OutboundClient outbound, Duration timeout) {
        this.provider = provider;
        this.outbound = outbound;
        this.timeout = timeout;
    }

    Provider provider() {
        return provider;
    }

    /**
     * The keys by which signatures can be verified; none if the issuer publishes no such key.
     *
     * @throws OutboundException if the issuer does not answer, or may not be called
     * @throws IssuerException if it answers something else
     */
    List<JWK> keys() throws OutboundException, IssuerException {
        JsonNode configuration = read(provider.configuration());
        if (!provider.issuer().equals(configuration.path("issuer").textValue())) {
            throw new IssuerException("its configuration names another issuer");
        }
        JsonNode keys = read(keysUri(configuration.path("jwks_uri").asText())).path("keys");
        if (!keys.isArray()) {
            throw new IssuerException("there is no set of keys where its configuration says");
        }
        List<JWK> usable = new ArrayList<>();
        for (JsonNode key : keys) {
            JWK parsed = parse(key);
            if (parsed != null && usable.size() < MOST_KEYS) {
                usable.add(parsed);
            }
        }
        return List.copyOf(usable);
    }

    private URI keysUri(String text) throws IssuerException {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IssuerException("the jwks_uri of its configuration is no URI");
        }
        if (provider.issuer().startsWith("https:") && !"https".equals(uri.getScheme())) {
            throw new IssuerException("the jwks_uri of its configuration is not https");
        }
        return uri;
    }

    private JsonNode read(URI uri) throws OutboundException, IssuerException {
        OutboundResponse response = outbound.send(OutboundRequest.of("GET", uri)
                .withHeader("Accept", "application/json")
                .withTimeout(timeout.dividedBy(2)));
        if (response.status() != 200) {
            throw new IssuerException("it answers " + response.status());
        }
        try {
            return Json.MAPPER.readTree(response.text());
        } catch (JsonProcessingException e) {
            throw new IssuerException("its answer is no JSON");
        }
    }

    /** The public key; null if it is of a kind, or for a use, that is not ours (RFC 7517, section 5). */
    private static @Nullable JWK parse(JsonNode node) {
        try {
            JWK key = JWK.parse(node.toString());
            KeyUse use = key.getKeyUse();
            Set<KeyOperation> operations = key.getKeyOperations();
            return (use == null || use.equals(KeyUse.SIGNATURE))
                            && (operations == null || operations.contains(KeyOperation.VERIFY))
                            && isStrong(key)
                    ? key.toPublicJWK()
                    : null;
        } catch (ParseException | RuntimeException e) { // the library meets some of what is no key with the latter
            return null;
        }
    }

    private static boolean isStrong(JWK key) {
        return key instanceof RSAKey rsa && rsa.size() >= SMALLEST_RSA && rsa.size() <= LARGEST_RSA
                || key instanceof ECKey ec && CURVES.contains(ec.getCurve());
    }
}
