package dev.gildong.http;

import dev.gildong.config.Networks;
import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** Limits of the HTTP interface. */
@SettingGroup("gildong.http")
public record HttpSettings(
        @Setting(
                doc = "Longest request body in bytes; a longer one is answered 413.",
                byDefault = "65536",
                min = "1024",
                max = "10485760")
        int maxBodyBytes,

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
        int maxSlowBodies) {

    /** Checks what bounds cannot say. */
    public HttpSettings {
        trustedNetworks(trustedProxies);
    }

    Networks trustedNetworks() {
        return trustedNetworks(trustedProxies);
    }

    private static Networks trustedNetworks(String text) {
        return Networks.of(text, "gildong.http.trusted-proxies");
    }
}
