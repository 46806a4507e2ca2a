package dev.gildong.http;

import dev.gildong.config.AddressLiteral;
import dev.gildong.config.Networks;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is at the other end. What a client says of itself is believed only where the connection comes from a
 * proxy that the settings name: {@code X-Forwarded-For} is then read from its end, over all proxies that are trusted, up
 * to the first address that is not; {@code X-Forwarded-Proto} and {@code -Host} at the same place, or else the only
 * value there is. What makes no sense there is passed over. Everything further in sees the client in
 * {@code getRemoteAddr}, {@code isSecure} and the host.
 */
public final class ClientAddressFilter implements Filter {
    private static final int MOST_HOPS = 32;
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST =
            Pattern.compile("(" + LABEL + "(\\." + LABEL + "){0,32}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

    private final Networks trusted;

    /** @param settings name the proxies */
    public ClientAddressFilter(HttpSettings settings) {
        this.trusted = settings.trustedNetworks();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest seen = seen((HttpServletRequest) request);
        Requester.begin(seen);
        try {
            chain.doFilter(seen, response);
        } finally {
            Requester.end();
        }
    }

    /** The same request as the client sent it to the outermost proxy. */
    HttpServletRequest seen(HttpServletRequest request) {
        if (trusted.isEmpty()) {
            return request;
        }
        InetAddress peer = AddressLiteral.parse(withoutZone(request.getRemoteAddr()));
        if (peer == null || !trusted.contain(peer)) {
            return request;
        }
        int hops = 0;
        InetAddress client = peer;
        List<String> addresses = values(request, "X-Forwarded-For");
        while (hops < Math.min(addresses.size(), MOST_HOPS) && trusted.contain(client)) {
            InetAddress next = AddressLiteral.parse(withoutPort(addresses.get(addresses.size() - 1 - hops)));
            if (next == null) {
                break;
            }
            client = next;
            hops++;
        }
        String scheme = at(values(request, "X-Forwarded-Proto"), hops);
        String host = at(values(request, "X-Forwarded-Host"), hops);
        return new ForwardedRequest(
                request,
                client.getHostAddress(),
                "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme) ? scheme : null,
                host != null && isHost(host) ? host : null);
    }

    /** All values of all header lines of this name, in order. */
    private static List<String> values(HttpServletRequest request, String name) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(name))) {
            for (String value : line.split(",", -1)) {
                values.add(value.strip());
            }
        }
        return values;
    }

    /** The value that the outermost trusted proxy has added, or the only one. */
    private static @Nullable String at(List<String> values, int hops) {
        return values.isEmpty() ? null : values.get(Math.max(0, values.size() - Math.max(1, hops)));
    }

    private static boolean isHost(String text) {
        return HOST.matcher(text).matches()
                && (text.charAt(0) != '[' || AddressLiteral.parse(withoutPort(text)) != null);
    }

    /** Some proxies write the port behind the address, and IPv6 in brackets. */
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon > 0 && colon == text.lastIndexOf(':') && text.indexOf('.') > 0 ? text.substring(0, colon) : text;
    }

    private static String withoutZone(String text) {
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /**
     * What limits count by: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address of that has all of
     * them.
     */
    public static String network(ServletRequest request) {
        String text = request.getRemoteAddr();
        InetAddress address = text.indexOf(':') < 0 ? null : AddressLiteral.parse(withoutZone(text));
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        if (bytes.length != 16) {
            return address == null ? text : address.getHostAddress();
        }
        StringBuilder network = new StringBuilder(20);
        for (int i = 0; i < 8; i += 2) {
            network.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}
