package dev.gildong.cache;

import dev.gildong.change.ChangeLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;
import org.ehcache.core.statistics.CacheStatistics;
import org.ehcache.core.statistics.TierStatistics;

/**
 * All caches of a node. A feature declares its own with {@link #add}; this is the list:
 *
 * <table>
 * <caption>Caches</caption>
 * <tr><th>name</th><th>key</th><th>value</th><th>removed by, after commit</th></tr>
 * <tr><td>sessions</td><td>SHA-256 of the token</td><td>{@code Session}</td><td>whatever ends it; a change of the profile or role</td></tr>
 * <tr><td>api-keys</td><td>SHA-256 of the key</td><td>{@code ApiKey}</td><td>its deletion; another administrator's key</td></tr>
 * <tr><td>leaderboards</td><td>name</td><td>{@code Board}</td><td>a change, or DELETE</td></tr>
 * <tr><td>seasons</td><td>number of the board</td><td>{@code Season}, the latest</td><td>the next one; a change of the board</td></tr>
 * <tr><td>player-numbers</td><td>player id</td><td>number</td><td>the erasure of the player</td></tr>
 * <tr><td>players</td><td>number</td><td>{@code PlayerProfile}</td><td>a change of the profile</td></tr>
 * <tr><td>score-details</td><td>season in memory, player</td><td>{@code Detail}</td><td>the change, as it is put into the index</td></tr>
 * <tr><td>documents</td><td>SHA-256 of player, collection, key</td><td>{@code Remembered}</td><td>a change, or DELETE</td></tr>
 * <tr><td>collections</td><td>name</td><td>{@code Rules}, also of one not declared</td><td>a change, or DELETE</td></tr>
 * </table>
 *
 * Values are immutable records, held by reference on the heap. The name of a cache is the topic by which nodes tell
 * each other what they removed: {@link ReadThroughCache#remove}. Nothing is believed while changes cannot be heard, and
 * nothing longer than its time to live.
 */
public final class CacheCatalogue implements AutoCloseable {
    private final StatisticsService statistics = new DefaultStatisticsService();
    private final CacheManager manager =
            CacheManagerBuilder.newCacheManagerBuilder().using(statistics).build(true);
    private final Set<String> caches = ConcurrentHashMap.newKeySet();
    private final ChangeLog changes;
    private final MeterRegistry meters;

    /**
     * A catalogue without caches.
     *
     * @param changes to be started when all caches have been added
     * @param meters take what each of them does
     */
    public CacheCatalogue(ChangeLog changes, MeterRegistry meters) {
        this.changes = changes;
        this.meters = meters;
    }

    /** Adds a cache of at most {@code entries} values that are believed for {@code timeToLive} after they were read. */
    public <V> ReadThroughCache<String, V> add(
            String name, Class<String> key, Class<V> value, int entries, Duration timeToLive) {
        return add(name, new KeyType<>(key, text -> text), value, entries, timeToLive);
    }

    /**
     * Adds a cache whose keys are no texts.
     *
     * @param name 32 characters at most
     */
    public <K, V> ReadThroughCache<K, V> add(
            String name, KeyType<K> key, Class<V> value, int entries, Duration timeToLive) {
        Cache<K, V> held = manager.createCache(
                name,
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                                key.type(), value, ResourcePoolsBuilder.heap(entries))
                        .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(timeToLive)));
        ReadThroughCache<K, V> cache = new ReadThroughCache<>(name, held, changes);
        caches.add(name);
        measure(name);
        changes.subscribe(name, new ChangeLog.Listener() {
            @Override
            public void changed(String subject) {
                cache.forget(key.parse().apply(subject));
            }

            @Override
            public void reload() {
                cache.clear();
            }
        });
        return cache;
    }

    private void measure(String name) {
        FunctionCounter.builder("gildong.cache.gets", this, all -> all.of(name).getCacheHits())
                .description("Values that were asked for, by whether they were in memory")
                .tags("cache", name, "result", "hit")
                .register(meters);
        FunctionCounter.builder("gildong.cache.gets", this, all -> all.of(name).getCacheMisses())
                .description("Values that were asked for, by whether they were in memory")
                .tags("cache", name, "result", "miss")
                .register(meters);
        FunctionCounter.builder(
                        "gildong.cache.evictions", this, all -> all.of(name).getCacheEvictions())
                .description("Values that were thrown out for want of room")
                .tag("cache", name)
                .register(meters);
        Gauge.builder("gildong.cache.entries", this, all -> all.entries(name))
                .description("Values in memory")
                .tag("cache", name)
                .register(meters);
    }

    private CacheStatistics of(String name) {
        return statistics.getCacheStatistics(name);
    }

    private long entries(String name) {
        return of(name).getTierStatistics().values().stream()
                .mapToLong(TierStatistics::getMappings)
                .sum();
    }

    /** Hits and misses of each cache since the start, by name. */
    public Map<String, Counts> counts() {
        Map<String, Counts> counts = new TreeMap<>();
        for (String name : caches) {
            CacheStatistics of = of(name);
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

    /**
     * Keys of a kind.
     *
     * @param parse makes a key of what its {@code toString()} says, which is at most 128 characters
     */
    public record KeyType<K>(Class<K> type, Function<String, K> parse) {}
}
