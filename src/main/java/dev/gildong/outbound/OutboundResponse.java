package dev.gildong.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the other server answered, whatever its status.
 *
 * @param status 200 to 599; a redirection is an answer like any other
 * @param headers by name, in whatever case
 * @param body whole, as it came; not to be changed
 * @param duration of the whole call, with its waits and retries
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
public record OutboundResponse(int status, Map<String, List<String>> headers, byte[] body, Duration duration) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
