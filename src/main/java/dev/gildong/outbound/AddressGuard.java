package dev.gildong.outbound;

import dev.gildong.config.Networks;
import dev.gildong.config.SettingsException;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells which addresses may be called: those of the public Internet, and the networks that the settings add. After the
 * IANA registries of special-purpose addresses (RFC 6890). Of IPv6 only 2000::/3 is public at all; what carries an IPv4
 * address inside is refused with the whole of its range.
 */
final class AddressGuard {
    private static final String SETTING = "gildong.outbound.allowed-networks";
    private static final Networks GLOBAL_V6 = Networks.of("2000::/3", SETTING);
    private static final Networks RESERVED = Networks.of(
            String.join(
                    ",",
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // behind a carrier's address translation
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local; the metadata services of clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays, withdrawn
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "2001::/23", // protocol assignments; Teredo among them
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3fff::/20"), // documentation
            SETTING);

    private final Networks allowed;

    /** @param allowed networks in CIDR form, with commas between them; empty for none */
    AddressGuard(String allowed) {
        this.allowed = networks(allowed);
    }

    /** Whether this address may be connected to. */
    boolean allows(InetAddress address) {
        return allowed.contain(address)
                || (address instanceof Inet4Address || GLOBAL_V6.contain(address)) && !RESERVED.contain(address);
    }

    /**
     * Reads networks such as {@code 10.0.0.0/8, fd00::/8}.
     *
     * @throws SettingsException if one of them is none
     */
    static Networks networks(String text) {
        return Networks.of(text, SETTING);
    }
}
