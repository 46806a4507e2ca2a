package dev.gildong.oidc;

import dev.gildong.config.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider.
 *
 * @param name that the settings give it
 * @param issuer as its tokens name it
 * @param clientIds whom a token may be for; not empty
 * @param nonceRequired whether each token must have a nonce
 */
public record Provider(String name, String issuer, Set<String> clientIds, boolean nonceRequired) {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";

    /**
     * Those of the settings.
     *
     * @param settings by the names of the providers
     * @param plainHttp whether an issuer may be reached by {@code http}
     * @throws SettingsException if a value cannot be used
     */
    public static List<Provider> all(Map<String, ProviderSettings> settings, boolean plainHttp) {
        List<Provider> all = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        settings.forEach((name, values) -> {
            String key = "gildong.oidc." + name;
            requireIssuer(key + ".issuer", values.issuer(), plainHttp);
            String other = names.putIfAbsent(values.issuer(), name);
            if (other != null) { // a player would be two
                throw new SettingsException(key + ".issuer is that of gildong.oidc." + other
                        + " as well; allowed: one name for each issuer, with all its client ids");
            }
            all.add(new Provider(
                    name, values.issuer(), clientIds(key + ".client-ids", values.clientIds()), values.nonceRequired()));
        });
        return all;
    }

    /** OpenID Connect Discovery 1.0, section 3: no query, no fragment. */
    private static void requireIssuer(String key, String text, boolean plainHttp) {
        URI issuer;
        try {
            issuer = new URI(text);
        } catch (URISyntaxException e) {
            throw noIssuer(key, text);
        }
        String scheme = issuer.getScheme();
        if (!("https".equals(scheme) || plainHttp && "http".equals(scheme))
                || issuer.getHost() == null
                || issuer.getRawUserInfo() != null
                || issuer.getRawQuery() != null
                || issuer.getRawFragment() != null) {
            throw noIssuer(key, text);
        }
    }

    private static SettingsException noIssuer(String key, String text) {
        return new SettingsException(
                key + " is \"" + text + "\"; allowed: the URL of an issuer that begins with https://"
                        + " (or with http:// where gildong.outbound.plain-http is true, never in production), without query and"
                        + " fragment");
    }

    private static Set<String> clientIds(String key, String text) {
        Set<String> ids = new HashSet<>();
        for (String id : Arrays.asList(text.split(",", -1))) {
            if (!id.strip().matches("[\\x21-\\x7e]{1,255}")) {
                throw new SettingsException(key + " is \"" + text + "\"; allowed: one client id or more, with commas"
                        + " between them, each 1 to 255 printable ASCII characters without spaces");
            }
            ids.add(id.strip());
        }
        return ids;
    }

    /** Where it says where its keys are. */
    URI configuration() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + CONFIGURATION);
    }

    /** Whether this is one of our client ids. */
    boolean isOurs(@Nullable String client) {
        return client != null && clientIds.contains(client);
    }
}
