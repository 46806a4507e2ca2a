package dev.gildong.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many bodies are on their way, in all and from each client: they hold no thread, but memory. */
final class ArrivingBodies {
    private static final ProblemType TOO_MANY = new ProblemType("too-many-slow-bodies", 503, "Too many slow requests");

    private final int most;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> ofClient = new ConcurrentHashMap<>();

    ArrivingBodies(HttpSettings settings) {
        this.most = settings.maxSlowBodies();
    }

    /** One of them, whose end is to be told once. */
    record Place(ArrivingBodies bodies, String client) {

        void leave() {
            bodies.ofClient.computeIfPresent(client, (any, count) -> count == 1 ? null : count - 1);
            bodies.all.decrementAndGet();
        }
    }

    /** Takes a place; empty if there is none. One client may take half of them. */
    Optional<Place> enter(String client) {
        int now = all.incrementAndGet();
        int own = ofClient.merge(client, 1, Integer::sum);
        Place place = new Place(this, client);
        if (now > most || own > Math.max(1, most / 2)) {
            place.leave();
            return Optional.empty();
        }
        return Optional.of(place);
    }

    /** The answer where there is no place. */
    static BodyArrivalFilter.Outcome noPlace() {
        return BodyArrivalFilter.Outcome.refused(
                TOO_MANY,
                "Send the body together with the head of the request, or try again later.",
                Map.of("Connection", "close", "Retry-After", "5"));
    }
}
