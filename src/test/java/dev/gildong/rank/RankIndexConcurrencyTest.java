package dev.gildong.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

class RankIndexConcurrencyTest {
    private static final int PLAYERS = 20_000;
    private static final int CHANGES = 200_000;
    private static final int PAGES = 2_000;

    private final RankIndex index = new RankIndex();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger pages = new AtomicInteger();

    @Test
    void readersShouldSeeWholeChangesWhenTheCallerLocks() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int seed = 1; seed <= 3; seed++) {
                Random random = new Random(seed);
                readers.add(threads.submit(() -> read(random)));
            }
            threads.submit(this::write).get(60, TimeUnit.SECONDS);
            done.set(true);
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private void write() {
        Random random = new Random(0);
        for (int reached = 1; !done.get() && (reached <= CHANGES || pages.get() < PAGES); reached++) {
            long player = 1L + random.nextInt(PLAYERS);
            lock.writeLock().lock();
            try {
                if (random.nextInt(4) == 0) {
                    index.remove(player);
                } else {
                    index.put(player, random.nextInt(1000), reached);
                }
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    private void read(Random random) {
        try {
            while (!done.get()) {
                readPage(random);
                pages.incrementAndGet();
            }
        } finally {
            done.set(true);
        }
    }

    private void readPage(Random random) {
        lock.readLock().lock();
        try {
            check(random);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void check(Random random) {
        long from = random.nextInt(PLAYERS);
        List<Entry> page = index.from(from, 50);
        Set<Long> players = new HashSet<>();
        for (int i = 0; i < page.size(); i++) {
            Entry entry = page.get(i);
            assertThat(players.add(entry.player())).isTrue();
            assertThat(index.at(from + i)).isEqualTo(entry);
            assertThat(index.ahead(entry.sortKey(), entry.reached())).isEqualTo(from + i);
            assertThat(index.find(entry.player())).isEqualTo(entry);
            assertThat(index.aheadOf(entry.sortKey())).isLessThanOrEqualTo(from + i);
            assertThat(index.upTo(entry.sortKey())).isGreaterThan(from + i);
        }
    }
}
