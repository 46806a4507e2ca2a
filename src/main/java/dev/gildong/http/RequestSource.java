package dev.gildong.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What made a request, as the browser says: by {@code Sec-Fetch-Site}, which every browser since 2023 sends and no script
 * can set, or else by {@code Origin}. Where a header comes twice nobody knows which of them is the browser's, so that is
 * another origin.
 */
public enum RequestSource {
    /** A page of the origin that the request goes to. */
    SAME_ORIGIN,
    /** A page of any other origin; another port or scheme of the same host is one. */
    OTHER_ORIGIN,
    /** The user, by the address line, a bookmark or an extension. */
    USER,
    /** Nothing is said: a browser older than these headers, or none at all. */
    UNSAID;

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether a request may change something, by its method. */
    public static boolean mayChange(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod());
    }

    /** The source of a request; behind proxies the client must be known by now. */
    public static RequestSource of(HttpServletRequest request) {
        String site = only(request, "Sec-Fetch-Site");
        if (site != null) {
            return switch (site) {
                case "same-origin" -> SAME_ORIGIN;
                case "none" -> USER;
                default -> OTHER_ORIGIN;
            };
        }
        String origin = only(request, "Origin");
        if (origin == null) {
            return UNSAID;
        }
        return origin.equalsIgnoreCase(request.getScheme() + "://" + host(request)) ? SAME_ORIGIN : OTHER_ORIGIN;
    }

    /** The value of a header: null where there is none, and empty where there are several. */
    static @Nullable String only(HttpServletRequest request, String header) {
        Enumeration<String> values = request.getHeaders(header);
        if (!values.hasMoreElements()) {
            return null;
        }
        String value = values.nextElement();
        return values.hasMoreElements() ? "" : value;
    }

    /** As a browser writes it in an origin: without the port that the scheme has anyway. Some proxies add that one. */
    private static @Nullable String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        String usual = request.isSecure() ? ":443" : ":80";
        return host != null && host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host;
    }
}
