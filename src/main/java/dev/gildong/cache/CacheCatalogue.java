package dev.gildong.cache;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;
import org.ehcache.core.statistics.CacheStatistics;

/**
 * All caches of a node. A feature declares its own with {@link #add}; this is the list:
 *
 * <table>
 * <caption>Caches</caption>
 * <tr><th>name</th><th>key</th><th>value</th><th>removed by, after commit</th></tr>
 * <tr><td>sessions</td><td>SHA-256 of the token</td><td>{@code Session}</td><td>sign-out</td></tr>
 * <tr><td>api-keys</td><td>SHA-256 of the key</td><td>{@code ApiKey}</td><td>nothing yet: keys change at start</td></tr>
 * <tr><td>leaderboards</td><td>name</td><td>{@code Board}</td><td>nothing: a definition never changes</td></tr>
 * <tr><td>players</td><td>player id</td><td>{@code PlayerProfile}</td><td>nothing yet: profiles do not change</td></tr>
 * </table>
 *
 * Values are immutable records, held by reference on the heap. Other nodes learn of a change when their entry's time
 * to live has passed.
 */
public final class CacheCatalogue implements AutoCloseable {
    private final StatisticsService statistics = new DefaultStatisticsService();
    private final CacheManager manager =
            CacheManagerBuilder.newCacheManagerBuilder().using(statistics).build(true);
    private final Map<String, ReadThroughCache<?, ?>> caches = new ConcurrentHashMap<>();

    /** Adds a cache of at most {@code entries} values that are believed for {@code timeToLive} after they were read. */
    public <K, V> ReadThroughCache<K, V> add(
            String name, Class<K> key, Class<V> value, int entries, Duration timeToLive) {
        ReadThroughCache<K, V> cache = new ReadThroughCache<>(manager.createCache(
                name,
                CacheConfigurationBuilder.newCacheConfigurationBuilder(key, value, ResourcePoolsBuilder.heap(entries))
                        .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(timeToLive))));
        caches.put(name, cache);
        return cache;
    }

    /** Hits and misses of each cache since the start, by name. */
    public Map<String, Counts> counts() {
        Map<String, Counts> counts = new TreeMap<>();
        for (String name : caches.keySet()) {
            CacheStatistics of = statistics.getCacheStatistics(name);
            counts.put(name, new Counts(of.getCacheHits(), of.getCacheMisses(), of.getCacheEvictions()));
        }
        return counts;
    }

    @Override
    public void close() {
        manager.close();
    }

    /** What one cache did. */
    public record Counts(long hits, long misses, long evictions) {}
}
