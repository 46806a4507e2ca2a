package dev.gildong.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many requests run at once. Each kind may fill a part of the places only, so what comes later in {@link Kind}
 * still finds one when others do not; whoever finds none waits for a moment, if not too many wait already. While there
 * are places, entering and leaving is one atomic addition each. Safe for any number of threads.
 */
final class Gate {
    private final Map<Kind, Lane> lanes = new EnumMap<>(Kind.class);
    private final int mostWaiting;
    private final long longestWait;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();

    /** A gate with so many places, at which a fifth of that many may wait. */
    Gate(int places, Duration longestWait) {
        for (Kind kind : Kind.values()) {
            lanes.put(kind, new Lane(Math.max(1, (int) ((long) places * kind.percent() / 100)), lock.newCondition()));
        }
        this.mostWaiting = Math.max(1, places / 5);
        this.longestWait = longestWait.toNanos();
    }

    /** Takes a place, to be given back by {@link #leave}; false if there is none in time. */
    boolean enter(Kind kind) {
        Lane lane = Objects.requireNonNull(lanes.get(kind));
        return take(lane) || waitIn(lane);
    }

    private boolean take(Lane lane) {
        while (true) {
            int now = running.get();
            if (now >= lane.places) {
                return false;
            }
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private boolean waitIn(Lane lane) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        lock.lock();
        lane.waiting++;
        try {
            long left = longestWait;
            // Looked at after the wait was announced: whoever leaves after this look sees that somebody waits.
            while (!take(lane)) {
                if (left <= 0) {
                    return false;
                }
                left = lane.freed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lane.waiting--;
            lock.unlock();
            waiting.decrementAndGet();
        }
    }

    /** Gives a place back. */
    void leave() {
        running.decrementAndGet();
        if (waiting.get() > 0) {
            lock.lock();
            try {
                // Whoever is refused last may always enter where another may.
                Lane next = null;
                for (Lane lane : lanes.values()) {
                    next = lane.waiting > 0 ? lane : next;
                }
                if (next != null) {
                    next.freed.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** What is one kind's own; how many of it wait is guarded by the lock. */
    private static final class Lane {
        final int places;
        final Condition freed;
        int waiting;

        Lane(int places, Condition freed) {
            this.places = places;
            this.freed = freed;
        }
    }

    /** How many are inside. */
    int running() {
        return running.get();
    }

    /** How many wait outside. */
    int waiting() {
        return waiting.get();
    }
}
