package dev.gildong.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the request that this thread serves, for the logs of what was done. It is held by the thread: a unit of work
 * runs on the thread of its request, and nobody who records what it does can forget to pass this on.
 *
 * @param who {@code player:} and an id, or {@code key:} and a name; {@code anonymous} until somebody asked who it is;
 *     {@code server} where no request is served
 * @param address of the client, at most 64 characters; null where no request is served
 * @param target method and path, as the client wrote them, without the query; null where no request is served
 */
public record Requester(
        String who, @Nullable String address, @Nullable String target) {
    private static final int MAX_ADDRESS = 64;
    private static final Requester SERVER = new Requester("server", null, null);
    private static final ThreadLocal<Requester> CURRENT = new ThreadLocal<>();

    /** The one that this thread serves. */
    public static Requester current() {
        return Optional.ofNullable(CURRENT.get()).orElse(SERVER);
    }

    /** The id of the request, which its answer shows; null where no request is served. */
    public @Nullable String requestId() {
        return address == null ? null : RequestIdFilter.current();
    }

    /** Notes who it is, once that is known. */
    public static void identified(Caller caller) {
        Requester known = current();
        String kind = caller.playerNo().isPresent() ? "player:" : "key:";
        CURRENT.set(new Requester(kind + caller.getName(), known.address, known.target));
    }

    static void begin(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        CURRENT.set(new Requester(
                "anonymous",
                address.substring(0, Math.min(MAX_ADDRESS, address.length())),
                request.getMethod() + ":" + request.getRequestURI()));
    }

    static void end() {
        CURRENT.remove();
    }
}
