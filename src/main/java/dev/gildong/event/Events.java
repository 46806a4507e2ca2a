package dev.gildong.event;

import dev.gildong.persistence.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Carries events from the feature in which they happen to those that listen, within the unit of work in which they
 * happen: what a subscriber stores is stored if and only if the event's own change is. Safe for any number of threads.
 */
public final class Events {
    private final Map<String, EventType> types = new ConcurrentHashMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /**
     * Makes a type known. To be called once for each, at start.
     *
     * @throws IllegalStateException if there is one of this name
     */
    public void register(EventType type) {
        if (types.putIfAbsent(type.name(), type) != null) {
            throw new IllegalStateException("two events are called " + type.name());
        }
    }

    /** The names of all registered types. */
    public SortedSet<String> names() {
        return new TreeSet<>(types.keySet());
    }

    /** Adds one who hears of every event. To be called at start. */
    public void subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    /**
     * Tells every subscriber, one after the other, on this thread.
     *
     * @param data what happened, a record that Jackson writes as a JSON object
     * @throws IllegalStateException if the type is not registered
     */
    public void publish(UnitOfWork unit, EventType type, Record data) {
        if (!type.equals(types.get(type.name()))) {
            throw new IllegalStateException("nobody registered the event " + type.name());
        }
        subscribers.forEach(subscriber -> subscriber.onEvent(unit, type, data));
    }

    /** Hears of events. */
    @FunctionalInterface
    public interface Subscriber {
        /** Stores what it will, in the unit of the event; must be quick, and not call out. */
        void onEvent(UnitOfWork unit, EventType type, Record data);
    }
}
