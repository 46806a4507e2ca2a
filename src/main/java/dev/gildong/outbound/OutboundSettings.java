package dev.gildong.outbound;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** Limits of calls to other servers. */
@SettingGroup("gildong.outbound")
public record OutboundSettings(
        @Setting(
                doc = "Networks that may be called besides the public Internet, such as `10.1.0.0/16,fd00:1::/64`."
                        + " Any other private, local or reserved address is refused.")
        String allowedNetworks,

        @Setting(doc = "Whether `http:` may be called, and not `https:` alone.", byDefault = "false")
        boolean plainHttp,

        @Setting(doc = "How long one attempt to connect may take.", byDefault = "PT2S", min = "PT0.05S", max = "PT30S")
        Duration connectTimeout,

        @Setting(
                doc = "How long a call may take in all: finding the address, waiting for its turn, every retry, and"
                        + " reading the answer to its end. A caller may ask for another time.",
                byDefault = "PT10S",
                min = "PT0.1S",
                max = "PT5M")
        Duration totalTimeout,

        @Setting(
                doc = "Longest answer in bytes; reading stops there.",
                byDefault = "1048576",
                min = "1024",
                max = "67108864")
        int maxResponseBytes,

        @Setting(
                doc = "How often a call that failed is sent again, where that is safe.",
                byDefault = "2",
                min = "0",
                max = "5")
        int maxRetries,

        @Setting(
                doc = "Hosts whose connections and state are kept; with more in use at once, calls are refused.",
                byDefault = "256",
                min = "1",
                max = "10000")
        int maxHosts,

        @Setting(doc = "Calls to one host that run at once.", byDefault = "64", min = "1", max = "10000")
        int maxCallsPerHost,

        @Setting(
                doc = "Calls to one host that may wait for their turn; the next one is refused.",
                byDefault = "1024",
                min = "0",
                max = "100000")
        int maxWaitingPerHost,

        @Setting(
                doc = "How long a host is left alone after half of its last 20 calls failed. Then one call tries it.",
                byDefault = "PT10S",
                min = "PT0.1S",
                max = "PT10M")
        Duration suspendTime) {

    /** Checks what bounds cannot say. */
    public OutboundSettings {
        AddressGuard.networks(allowedNetworks);
    }
}
