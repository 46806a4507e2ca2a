package dev.gildong.outbound;

import dev.gildong.config.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which addresses may be called: those of the public Internet, and the networks that the settings add. After the
 * IANA registries of special-purpose addresses (RFC 6890). Of IPv6 only 2000::/3 is public at all; what carries an IPv4
 * address inside is refused with the whole of its range.
 */
final class AddressGuard {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final List<Prefix> GLOBAL_V6 = networks("2000::/3");
    private static final List<Prefix> RESERVED = Stream.of(
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
                    "3fff::/20") // documentation
            .map(AddressGuard::network)
            .toList();

    private final List<Prefix> allowed;

    /** @param allowed networks in CIDR form, with commas between them; empty for none */
    AddressGuard(String allowed) {
        this.allowed = networks(allowed);
    }

    /** Whether this address may be connected to. */
    boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        return contains(allowed, bytes)
                || (bytes.length == 4 || contains(GLOBAL_V6, bytes)) && !contains(RESERVED, bytes);
    }

    /**
     * Reads networks such as {@code 10.0.0.0/8, fd00::/8}.
     *
     * @throws SettingsException if one of them is none
     */
    static List<Prefix> networks(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !text.isBlank())
                .map(AddressGuard::network)
                .toList();
    }

    private static Prefix network(String text) {
        int slash = text.indexOf('/');
        // A name would be looked up.
        if (slash < 0
                || !LITERAL.matcher(text.substring(0, slash)).matches()
                || !text.substring(slash + 1).matches("\\d{1,3}")) {
            throw noNetwork(text);
        }
        try {
            byte[] address = InetAddress.getByName(text.substring(0, slash)).getAddress();
            Prefix network = new Prefix(address, Integer.parseInt(text.substring(slash + 1)));
            if (network.bits > address.length * 8 || !network.isWritten()) {
                throw noNetwork(text);
            }
            return network;
        } catch (UnknownHostException e) {
            throw noNetwork(text);
        }
    }

    private static SettingsException noNetwork(String text) {
        return new SettingsException("gildong.outbound.allowed-networks has \"" + text
                + "\"; allowed: networks such as 10.1.0.0/16 or fd00:1::/64, with commas between them");
    }

    private static boolean contains(List<Prefix> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** A network: the first so many bits of an address. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Prefix(byte[] address, int bits) {

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (bit(other, bit) != bit(address, bit)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether nothing stands behind the prefix, as in 10.0.0.1/8, which is likely to be a slip. */
        boolean isWritten() {
            for (int bit = bits; bit < address.length * 8; bit++) {
                if (bit(address, bit) != 0) {
                    return false;
                }
            }
            return true;
        }

        private static int bit(byte[] bytes, int index) {
            return bytes[index / 8] >> (7 - index % 8) & 1;
        }
    }
}
