package dev.gildong.cache;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ehcache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache that reads what it lacks. A value that was read before a change is never put in after the removal that
 * followed that change's commit: a removal is counted, and what was being read at that moment is handed to its reader
 * and not remembered. Nobody waits for another's read, so that a database that does not answer costs each request its
 * own time-out and not the sum of them. Absence is not remembered. Safe for any number of threads. Not to be read
 * inside a unit of work: a loader needs a connection of its own.
 */
public final class ReadThroughCache<K, V> {
    /** Keys that share one count of removals: a power of two. */
    private static final int STRIPES = 64;

    private final Cache<K, V> cache;
    private final List<Stripe> stripes =
            Stream.generate(Stripe::new).limit(STRIPES).toList();

    ReadThroughCache(Cache<K, V> cache) {
        this.cache = cache;
    }

    /** The value of this key, from memory or else from {@code loader}, whose find is remembered. */
    public Optional<V> get(K key, Function<K, Optional<V>> loader) {
        @Nullable V held = cache.get(key);
        if (held != null) {
            return Optional.of(held);
        }
        Stripe stripe = stripe(key);
        long removals = stripe.removals();
        Optional<V> loaded = loader.apply(key);
        loaded.ifPresent(value -> stripe.put(key, value, removals));
        return loaded;
    }

    /** Forgets a key. To be called after the commit of what changed it. */
    public void remove(K key) {
        stripe(key).remove(key);
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
    }
}
