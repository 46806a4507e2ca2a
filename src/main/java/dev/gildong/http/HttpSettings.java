package dev.gildong.http;

import dev.gildong.config.Networks;
import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import dev.gildong.config.SettingsException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Limits of the HTTP interface. */
@SettingGroup("gildong.http")
public record HttpSettings(
        @Setting(
                doc =
                        "Longest request body in bytes; a longer one is answered 413. Those with documents have limits of their own.",
                byDefault = "65536",
                min = "1024",
                max = "10485760")
        int maxBodyBytes,

        @Setting(
                doc = "Longest body in bytes of a request that is for one document.",
                byDefault = "262144",
                min = "1024",
                max = "10485760")
        int maxDocumentBytes,

        @Setting(
                doc = "Longest body in bytes of a request that is for several documents.",
                byDefault = "1048576",
                min = "1024",
                max = "104857600")
        int maxBatchBytes,

        @Setting(
                doc =
                        "Networks of the proxies in front, such as `10.1.0.0/16,127.0.0.1/32`. Only what comes from one of"
                                + " them is believed when it names the client: `X-Forwarded-For`, `-Proto` and `-Host`.")
        String trustedProxies,

        @Setting(
                doc = "How long a body may take, besides the time that its length takes at the rate below; then 400.",
                byDefault = "PT10S",
                min = "PT1S",
                max = "PT5M")
        Duration bodyTimeout,

        @Setting(
                doc = "Bytes a second with which a body has to come at least.",
                byDefault = "4096",
                min = "1",
                max = "1000000000")
        int minBodyRate,

        @Setting(
                doc = "Bodies that may be on their way at once when they do not come together with the head of their"
                        + " request. They hold memory, and no thread. One address may have half of them; a further one"
                        + " is answered 503.",
                byDefault = "2000",
                min = "1",
                max = "1000000")
        int maxSlowBodies,

        @Setting(
                doc = "Origins whose pages may call the API with a token and read its answers, such as"
                        + " `https://play.example.com`; commas between them. None: no CORS header is ever sent. The"
                        + " cookie is not for them.")
        String corsOrigins) {

    /** Scheme and host in lower case, and a port; as RFC 6454, section 6.2, writes an origin. */
    private static final Pattern ORIGIN = Pattern.compile(
            "https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\\[[0-9a-f:.]+])(:[1-9]\\d{0,4})?");

    /** A browser never writes it, so an origin with it would be waited for in vain. */
    private static final Pattern USUAL_PORT = Pattern.compile("^http:.*:80$|^https:.*:443$");

    /** Checks what bounds cannot say. */
    public HttpSettings {
        trustedNetworks(trustedProxies);
        origins(corsOrigins);
    }

    /** The origins that CORS is for. */
    public Set<String> origins() {
        return origins(corsOrigins);
    }

    private static Set<String> origins(String text) {
        if (text.isBlank()) {
            return Set.of();
        }
        Set<String> origins = new TreeSet<>();
        for (String origin : text.split(",", -1)) {
            String written = origin.strip();
            if (!ORIGIN.matcher(written).matches()
                    || USUAL_PORT.matcher(written).find()) {
                throw new SettingsException("gildong.http.cors-origins has \"" + written
                        + "\"; allowed: origins as browsers write them, such as https://play.example.com or"
                        + " http://localhost:5173, with commas between them; no path, no * and no null");
            }
            origins.add(written);
        }
        return Set.copyOf(origins);
    }

    /** How long the body of a request may be, in bytes, by its path. */
    int maxBodyBytes(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : info;
        if (path.endsWith("/documents:batch")) {
            return maxBatchBytes;
        }
        return path.contains("/documents/") ? maxDocumentBytes : maxBodyBytes;
    }

    Networks trustedNetworks() {
        return trustedNetworks(trustedProxies);
    }

    private static Networks trustedNetworks(String text) {
        return Networks.of(text, "gildong.http.trusted-proxies");
    }
}
