package dev.gildong.cache;

import dev.gildong.change.ChangeLog;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ehcache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache that reads what it lacks. A value that was read before a change is never put in after the removal that
 * followed that change's commit: a removal is counted, and what was being read at that moment is handed to its reader
 * and not remembered. While this node cannot hear what others remove, everything is read. Nobody waits for another's
 * read, so that a database that does not answer costs each request its own time-out and not the sum of them. Absence is
 * not remembered. Safe for any number of threads. Not to be read inside a unit of work, since a loader needs a connection
 * of its own, unless that unit encloses others ({@link Database#enclose}): then the loader's is a part of it, and what
 * it read is remembered once the whole is committed, if nothing was removed since the reading. So nobody else is shown
 * what may never be committed.
 */
public final class ReadThroughCache<K, V> {
    /** Keys that share one count of removals: a power of two. */
    private static final int STRIPES = 64;

    private final String name;
    private final Cache<K, V> cache;
    private final ChangeLog changes;
    private final List<Stripe> stripes =
            Stream.generate(Stripe::new).limit(STRIPES).toList();

    ReadThroughCache(String name, Cache<K, V> cache, ChangeLog changes) {
        this.name = name;
        this.cache = cache;
        this.changes = changes;
    }

    /** The value of this key, from memory or else from {@code loader}, whose find is remembered. */
    public Optional<V> get(K key, Function<K, Optional<V>> loader) {
        if (!changes.current()) {
            return loader.apply(key);
        }
        @Nullable V held = cache.get(key);
        if (held != null) {
            return Optional.of(held);
        }
        Stripe stripe = stripe(key);
        long removals = stripe.removals();
        Optional<V> loaded = loader.apply(key);
        loaded.ifPresent(value -> Database.afterEnclosing(() -> stripe.put(key, value, removals)));
        return loaded;
    }

    /**
     * The values of these keys, from memory, and of all that are not there from one call of {@code loader}, whose finds
     * are remembered. A key without a value is not in the answer.
     *
     * @param loader is not called for nothing
     */
    public Map<K, V> getAll(Collection<K> keys, Function<Set<K>, Map<K, V>> loader) {
        Map<K, V> found = new HashMap<>();
        Map<K, Long> missing = new LinkedHashMap<>(); // with the removals before it is read
        boolean current = changes.current();
        for (K key : keys) {
            @Nullable V held = current ? cache.get(key) : null;
            if (held == null) {
                missing.put(key, stripe(key).removals());
            } else {
                found.put(key, held);
            }
        }
        if (!missing.isEmpty()) {
            loader.apply(Collections.unmodifiableSet(missing.keySet())).forEach((key, value) -> {
                found.put(key, value);
                @Nullable Long removals = missing.get(key);
                if (current && removals != null) {
                    Database.afterEnclosing(() -> stripe(key).put(key, value, removals));
                }
            });
        }
        return found;
    }

    /**
     * Forgets a key on every node once this unit, which changes it, is committed: on this node before the caller goes
     * on, on the others within 250 ms.
     */
    public void remove(UnitOfWork unit, K key) {
        changes.announce(unit, name, key.toString());
    }

    /** Forgets a key on this node. To be called after the commit of what changed it. */
    public void forget(K key) {
        stripe(key).remove(key);
    }

    /**
     * Remembers on this node what a change has made of a value. To be called after the commit, in the order of commits.
     */
    public void replace(K key, V value) {
        stripe(key).replace(key, value);
    }

    /** Forgets everything on this node. */
    void clear() {
        stripes.forEach(Stripe::count); // first: what is being read now must not come in after the clearing
        cache.clear();
    }

    private Stripe stripe(K key) {
        int hash = key.hashCode();
        return stripes.get((hash ^ hash >>> 16) & STRIPES - 1);
    }

    private final class Stripe {
        private long removals;

        synchronized long removals() {
            return removals;
        }

        synchronized void put(K key, V value, long removalsBefore) {
            if (removals == removalsBefore) {
                cache.put(key, value);
            }
        }

        synchronized void remove(K key) {
            removals++;
            cache.remove(key);
        }

        synchronized void replace(K key, V value) {
            removals++;
            cache.put(key, value);
        }

        synchronized void count() {
            removals++;
        }
    }
}
