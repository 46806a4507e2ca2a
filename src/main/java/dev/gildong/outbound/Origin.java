package dev.gildong.outbound;

import dev.gildong.outbound.OutboundException.Kind;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/**
 * The server that a URL names (RFC 6454).
 *
 * @param scheme {@code https} or {@code http}
 * @param host a name in lower case, or an IP literal without brackets
 * @param port 1 to 65535
 */
record Origin(String scheme, String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Reads it off a URL.
     *
     * @throws OutboundException REFUSED if it is not the URL of a server that may be called
     */
    static Origin of(URI uri, boolean plainHttp) throws OutboundException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
            throw refused("The URL must begin with https:" + (plainHttp ? " or http:" : "") + "//.");
        } else if (uri.getRawUserInfo() != null) {
            throw refused("The URL must not hold a user name or password.");
        } else if (uri.getHost() == null || uri.getHost().indexOf('%') >= 0) {
            throw refused("The URL names no host.");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        if (port < 1 || port > MAX_PORT) {
            throw refused("The URL names no port from 1 to 65535.");
        }
        Origin origin = new Origin(scheme, bare(uri.getHost()), port);
        try {
            origin.serverName();
        } catch (IllegalArgumentException e) {
            throw refused("The URL names no host.");
        }
        return origin;
    }

    /** Without the brackets of IPv6 and without the dot that makes a name absolute. */
    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    boolean isTls() {
        return scheme.equals("https");
    }

    /** What TLS asks for (RFC 6066, section 3); an IP literal is never asked for. */
    Optional<SNIHostName> serverName() {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+")
                ? Optional.empty()
                : Optional.of(new SNIHostName(host));
    }

    /** The value of {@code Host} (RFC 9110, section 7.2). */
    String hostHeader() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (isTls() ? 443 : 80) ? name : name + ":" + port;
    }

    /** A URL of this origin with the address in the place of the name. */
    URI at(InetAddress address, URI uri) {
        String literal = address.getHostAddress();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(scheme + "://" + (address instanceof Inet6Address ? "[" + literal + "]" : literal) + ":"
                + port + path + query);
    }

    private static OutboundException refused(String message) {
        return new OutboundException(Kind.REFUSED, message);
    }
}
