package dev.gildong.cache;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ehcache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache that reads what it lacks. A reader that loads and a writer that removes the same key take the same lock, so a
 * value that was read before a change can never be put back after the removal that followed that change's commit.
 * Absence is not remembered. Safe for any number of threads; hits take no lock. Not to be read inside a unit of work:
 * a loader needs a connection of its own while it holds the lock.
 */
public final class ReadThroughCache<K, V> {
    /** More than threads that load at once; a power of two. */
    private static final int STRIPES = 64;

    private final Cache<K, V> cache;
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

    ReadThroughCache(Cache<K, V> cache) {
        this.cache = cache;
    }

    /** The value of this key, from memory or else from {@code loader}, whose find is remembered. */
    public Optional<V> get(K key, Function<K, Optional<V>> loader) {
        @Nullable V held = cache.get(key);
        if (held != null) {
            return Optional.of(held);
        }
        Lock lock = lock(key);
        lock.lock();
        try {
            held = cache.get(key);
            if (held != null) {
                return Optional.of(held);
            }
            Optional<V> loaded = loader.apply(key);
            loaded.ifPresent(value -> cache.put(key, value));
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a key. To be called after the commit of what changed it. */
    public void remove(K key) {
        Lock lock = lock(key);
        lock.lock();
        try {
            cache.remove(key);
        } finally {
            lock.unlock();
        }
    }

    private Lock lock(K key) {
        int hash = key.hashCode();
        return locks[(hash ^ hash >>> 16) & STRIPES - 1];
    }
}
