package dev.gildong.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Networks that a setting names, in CIDR form (RFC 4632). No name is ever looked up. Immutable. */
public final class Networks {
    private final List<Prefix> prefixes;

    private Networks(List<Prefix> prefixes) {
        this.prefixes = prefixes;
    }

    /**
     * Reads networks such as {@code 10.0.0.0/8, fd00::/8}.
     *
     * @param text networks with commas between them; empty for none
     * @param setting the key that holds them, for the message
     * @throws SettingsException if one of them is none
     */
    public static Networks of(String text, String setting) {
        return new Networks(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !text.isBlank())
                .map(part -> prefix(part, setting))
                .toList());
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /** Whether one of them holds this address; an IPv4 address is in no IPv6 network. */
    public boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Prefix prefix : prefixes) {
            if (prefix.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    private static Prefix prefix(String text, String setting) {
        int slash = text.indexOf('/');
        InetAddress literal = slash < 0 ? null : AddressLiteral.parse(text.substring(0, slash));
        if (literal == null || !text.substring(slash + 1).matches("\\d{1,3}")) {
            throw noNetwork(text, setting);
        }
        byte[] address = literal.getAddress();
        Prefix network = new Prefix(address, Integer.parseInt(text.substring(slash + 1)));
        if (network.bits > address.length * 8 || !network.isWritten()) {
            throw noNetwork(text, setting);
        }
        return network;
    }

    private static SettingsException noNetwork(String text, String setting) {
        return new SettingsException(setting + " has \"" + text
                + "\"; allowed: networks such as 10.1.0.0/16 or fd00:1::/64, with commas between them");
    }

    /** A network: the first so many bits of an address. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Prefix(byte[] address, int bits) {

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
