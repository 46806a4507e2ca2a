package dev.gildong.http;

import dev.gildong.config.Networks;
import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

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
        String trustedProxies) {

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
