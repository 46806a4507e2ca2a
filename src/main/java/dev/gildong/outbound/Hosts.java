package dev.gildong.outbound;

import dev.gildong.outbound.OutboundException.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hosts that were called of late, at most so many. One that nobody uses goes when its place is needed, the one that
 * rested longest first, or when another comes and it has rested for five minutes. Safe for any number of threads.
 */
final class Hosts implements AutoCloseable {
    private static final long REST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Network network;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their last use. */
    private final Map<Origin, Place> places = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    Hosts(Network network) {
        this.network = network;
    }

    /**
     * The host, which stays until {@link #leave}.
     *
     * @throws OutboundException BUSY if all places are in use
     * @throws IllegalStateException after the end
     */
    Host enter(Origin origin) throws OutboundException {
        List<Host> gone = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            Place place = places.get(origin);
            if (place == null) {
                makeRoom(gone);
                place = new Place(new Host(origin, network));
                places.put(origin, place);
            }
            place.users++;
            return place.host;
        } finally {
            lock.unlock();
            gone.forEach(Host::close);
        }
    }

    /** After the call. */
    void leave(Origin origin) {
        lock.lock();
        try {
            Place place = places.get(origin);
            if (place != null) {
                place.users--;
                place.restsSince = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(List<Host> gone) throws OutboundException {
        long now = System.nanoTime();
        int max = network.settings().maxHosts();
        Iterator<Place> longestUnusedFirst = places.values().iterator();
        while (longestUnusedFirst.hasNext()) {
            Place place = longestUnusedFirst.next();
            boolean rested = now - place.restsSince > REST_NANOS;
            if (place.users == 0 && (rested || places.size() >= max)) {
                longestUnusedFirst.remove();
                gone.add(place.host);
            }
        }
        if (places.size() >= max) {
            throw new OutboundException(Kind.BUSY, "Calls to too many hosts run at once.");
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            places.values().forEach(place -> place.host.close());
            places.clear();
        } finally {
            lock.unlock();
        }
    }

    private static final class Place {
        private final Host host;
        private int users;
        private long restsSince;

        Place(Host host) {
            this.host = host;
        }
    }
}
