package dev.gildong.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request as it was before proxies passed it on. */
final class ForwardedRequest extends HttpServletRequestWrapper {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final String address;
    private final String scheme;
    private final @Nullable String host;

    /**
     * The client's own request.
     *
     * @param address of the client
     * @param scheme {@code http} or {@code https}; null where the proxy did not say: that of the connection
     * @param host with or without a port; null where the proxy did not say: the header Host
     */
    ForwardedRequest(HttpServletRequest request, String address, @Nullable String scheme, @Nullable String host) {
        super(request);
        this.address = address;
        this.scheme = scheme == null ? request.getScheme() : scheme.toLowerCase(Locale.ROOT);
        this.host = host;
    }

    @Override
    public String getRemoteAddr() {
        return address;
    }

    @Override
    public String getRemoteHost() {
        return address;
    }

    @Override
    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public String getServerName() {
        return host == null ? super.getServerName() : host.substring(0, endOfName(host));
    }

    @Override
    public int getServerPort() {
        String authority = host == null ? super.getHeader("Host") : host;
        if (authority == null || endOfName(authority) == authority.length()) {
            return isSecure() ? HTTPS : HTTP;
        }
        return host == null ? super.getServerPort() : Integer.parseInt(host.substring(endOfName(host) + 1));
    }

    @Override
    public @Nullable String getHeader(String name) {
        return host != null && name.equalsIgnoreCase("Host") ? host : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return host != null && name.equalsIgnoreCase("Host")
                ? Collections.enumeration(Collections.singleton(host))
                : super.getHeaders(name);
    }

    @Override
    public StringBuffer getRequestURL() {
        int port = getServerPort();
        StringBuffer url = new StringBuffer(scheme).append("://").append(getServerName());
        if (port != (isSecure() ? HTTPS : HTTP)) {
            url.append(':').append(port);
        }
        return url.append(getRequestURI());
    }

    private static int endOfName(String authority) {
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        return colon < 0 ? authority.length() : colon;
    }
}
