package dev.gildong.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.change.Node;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadThroughCacheTest {
    private final Node node = new Node(TestDatabase.H2.freshUrl());
    private final CacheCatalogue caches = new CacheCatalogue(node.changes(), new SimpleMeterRegistry());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
        node.close();
        caches.close();
    }

    private ReadThroughCache<String, String> cache(int entries, Duration timeToLive) {
        ReadThroughCache<String, String> cache = caches.add("test", String.class, String.class, entries, timeToLive);
        node.changes().start();
        return cache;
    }

    private ReadThroughCache<String, String> cache() {
        return cache(100, Duration.ofHours(1));
    }

    private Optional<String> load(String key) {
        loads.incrementAndGet();
        return Optional.of(key + "!");
    }

    @Test
    void findShouldBeRememberedUntilItIsRemoved() {
        ReadThroughCache<String, String> cache = cache();

        assertThat(cache.get("a", this::load)).contains("a!");
        assertThat(cache.get("a", this::load)).contains("a!");
        assertThat(loads).hasValue(1);

        cache.forget("a");
        assertThat(cache.get("a", this::load)).contains("a!");
        assertThat(loads).hasValue(2);
    }

    @Test
    void absenceShouldNotBeRemembered() {
        ReadThroughCache<String, String> cache = cache();

        assertThat(cache.get("a", key -> Optional.empty())).isEmpty();
        assertThat(cache.get("a", this::load)).contains("a!");
    }

    @Test
    void valueShouldBeReadAgainWhenItsTimeHasPassed() {
        ReadThroughCache<String, String> cache = cache(100, Duration.ofMillis(50));
        cache.get("a", this::load);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            cache.get("a", this::load);
            return loads.get() >= 3;
        });
    }

    /** The value of before the change is on its way into the cache when the change removes it: it must not stay. */
    @Test
    void valueReadBeforeARemovalShouldNotOutliveIt() throws Exception {
        ReadThroughCache<String, String> cache = cache();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Future<Optional<String>> reader = threads.submit(() -> cache.get("a", key -> {
            reading.countDown();
            awaitQuietly(changed);
            return Optional.of("before");
        }));
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();

        Thread remover = new Thread(() -> cache.forget("a"));
        remover.start();
        // It has either removed the key already, or waits for the reader.
        await().until(() -> remover.getState() != Thread.State.RUNNABLE && remover.getState() != Thread.State.NEW);
        changed.countDown();

        assertThat(reader.get(10, TimeUnit.SECONDS)).contains("before");
        remover.join(10_000);
        assertThat(cache.get("a", key -> Optional.empty())).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** With the database frozen, one slow load after the other would make the last caller wait for all of them. */
    @Test
    void loadsThatFailShouldNotWaitForEachOther() throws Exception {
        ReadThroughCache<String, String> cache = cache();
        int readers = 6;
        CountDownLatch all = new CountDownLatch(readers);
        for (int i = 0; i < readers; i++) {
            threads.execute(() -> cache.get("a", key -> {
                all.countDown();
                awaitQuietly(all);
                throw new IllegalStateException("no database");
            }));
        }

        assertThat(all.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void loaderThatFailsShouldLeaveNothingBehind() {
        ReadThroughCache<String, String> cache = cache();

        assertThatThrownBy(() -> cache.get("a", key -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.get("a", this::load)).contains("a!");
    }

    @Test
    void whatAUnitReadThatEnclosesOthersShouldBeRememberedIfItIsCommitted() {
        ReadThroughCache<String, String> cache = cache();

        assertThatThrownBy(() -> node.database().enclose(unit -> {
                    cache.get("a", this::load);
                    cache.getAll(Set.of("b"), missing -> Map.of("b", "uncommitted"));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.get("a", key -> Optional.of("committed"))).contains("committed");
        assertThat(cache.get("b", key -> Optional.of("committed"))).contains("committed");

        node.database().enclose(unit -> cache.get("c", this::load));
        assertThat(cache.get("c", key -> Optional.of("other"))).contains("c!");
    }

    @Test
    void whatWasRemovedBeforeTheCommitShouldNotBeRemembered() {
        ReadThroughCache<String, String> cache = cache();

        node.database().enclose(unit -> {
            cache.get("a", this::load);
            cache.forget("a"); // as on the news of a change
            return unit;
        });

        assertThat(cache.get("a", key -> Optional.of("changed"))).contains("changed");
    }

    @Test
    void hitsAndMissesShouldBeCountedOnceEach() {
        ReadThroughCache<String, String> cache = cache();
        cache.get("a", this::load);
        cache.get("a", this::load);
        cache.get("a", this::load);
        cache.get("b", key -> Optional.empty());

        assertThat(caches.counts()).containsOnlyKeys("test");
        assertThat(caches.counts().get("test")).isEqualTo(new CacheCatalogue.Counts(2, 2, 0));
    }

    @Test
    void cacheShouldNotGrowBeyondItsBound() {
        ReadThroughCache<String, String> cache = cache(10, Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            cache.get("k" + i, this::load);
        }

        assertThat(caches.counts().get("test").evictions()).isGreaterThanOrEqualTo(90);
    }
}
