package dev.gildong.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A call to make. The URL and the headers are held against the rules when it is sent.
 *
 * @param method such as {@code GET}, in upper case
 * @param uri absolute; {@code https}, or {@code http} where the settings allow it
 * @param headers by name, in whatever case; not those that frame the message, such as {@code Host} or
 *     {@code Content-Length}
 * @param body empty for none; not copied, so it must not change any more
 * @param repeatable whether sending it twice does no harm although its method does not say so
 * @param timeout for the whole call; empty for the one of the settings
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
public record OutboundRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        boolean repeatable,
        Optional<Duration> timeout) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    /** Keeps a copy of the headers. */
    public OutboundRequest {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** A request without body. */
    public static OutboundRequest of(String method, URI uri) {
        return new OutboundRequest(method, uri, Map.of(), new byte[0], false, Optional.empty());
    }

    /** A request with a body of this media type. */
    public static OutboundRequest of(String method, URI uri, String contentType, byte[] body) {
        return new OutboundRequest(method, uri, Map.of("Content-Type", contentType), body, false, Optional.empty());
    }

    /** The same with one more header, or with another value for it. */
    public OutboundRequest withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new OutboundRequest(method, uri, more, body, repeatable, timeout);
    }

    /** The same with a time of its own for the whole call. */
    public OutboundRequest withTimeout(Duration wholeCall) {
        return new OutboundRequest(method, uri, headers, body, repeatable, Optional.of(wholeCall));
    }

    /** The same, to be sent again even where the first one may have been carried out. */
    public OutboundRequest asRepeatable() {
        return new OutboundRequest(method, uri, headers, body, true, timeout);
    }

    /** Whether sending it twice has the effect of sending it once: by its method, its key, or its sender's word. */
    public boolean idempotent() {
        return repeatable || IDEMPOTENT.contains(method) || headers.containsKey("Idempotency-Key");
    }
}
