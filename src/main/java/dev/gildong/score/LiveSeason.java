package dev.gildong.score;

import dev.gildong.change.SharedPolls;
import dev.gildong.leaderboard.Season;
import dev.gildong.rank.RankIndex;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A season that this node ranks in memory: the index, and up to which change it is right. Applying a change twice, or
 * late, does no harm: what is older than the index is passed over. Safe for any number of threads.
 */
final class LiveSeason {
    private static final AtomicLong LOADS = new AtomicLong();

    private final long load = LOADS.incrementAndGet();
    private final Season season;
    private final RankIndex index;
    private final Lock reading;
    private final Lock writing;
    private final EntryDetails details;
    private final CommitQueue queue;
    private final SharedPolls asks;
    private final AtomicLong known;
    private final AtomicLong doubts = new AtomicLong();

    private volatile long applied;
    private volatile long settled;
    private volatile boolean broken;
    private volatile long usedAt = System.nanoTime();

    /**
     * @param loaded as it is in the database
     * @param details of the same scores, forgotten as they change
     * @param recorder commits submits
     * @param committers where it does
     * @param ask brings a season up to what the database holds
     */
    LiveSeason(Loaded loaded, EntryDetails details, Recorder recorder, Executor committers, Consumer<LiveSeason> ask) {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        this.season = loaded.season();
        this.index = loaded.index();
        this.applied = loaded.applied();
        this.known = new AtomicLong(applied);
        this.reading = lock.readLock();
        this.writing = lock.writeLock();
        this.details = details;
        this.queue = new CommitQueue(committers, batch -> recorder.record(this, batch));
        this.asks = new SharedPolls(() -> {
            long doubted = doubts.get();
            ask.accept(this);
            settled = doubted;
        });
    }

    Season season() {
        return season;
    }

    /** Differs each time a season is loaded. */
    long load() {
        return load;
    }

    /** Where its submits wait for each other. */
    CommitQueue queue() {
        return queue;
    }

    /** Looks at the index; nobody changes it meanwhile, so what is found fits together. Must be short. */
    <T> T read(Function<RankIndex, T> look) {
        touch();
        reading.lock();
        try {
            return look.apply(index);
        } finally {
            reading.unlock();
        }
    }

    /**
     * Takes changes that directly follow each other from {@code after} to {@code to}. Does nothing if others come before
     * them that the index lacks; then the season is {@link #behind}.
     */
    void apply(List<Change> changes, long after, long to) {
        heard(to);
        writing.lock();
        try {
            if (applied < after) {
                return;
            }
            for (Change change : changes) {
                if (change.number() > applied) {
                    apply(change);
                }
            }
            applied = Math.max(applied, to);
        } catch (RuntimeException | Error e) {
            broken = true; // half of a change may be in the index
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private void apply(Change change) {
        if (change.sortKey().isPresent()) {
            index.put(change.player(), change.sortKey().get(), change.reachedNo());
        } else {
            index.remove(change.player());
        }
        details.changed(load, change); // under the lock as the index: the last change has the last word
    }

    /** The number of the last change that the index holds. */
    long applied() {
        return applied;
    }

    /** Whether a change failed half way: the season must be loaded anew. */
    boolean broken() {
        return broken;
    }

    /** Some node has committed this change. */
    void heard(long number) {
        known.accumulateAndGet(number, Math::max);
    }

    /** There may be changes that nobody has told of. */
    void doubt() {
        doubts.incrementAndGet();
    }

    /** Whether it lacks a change, or may lack one. */
    boolean behind() {
        return doubts.get() > settled || known.get() > applied;
    }

    /**
     * Returns when the index holds everything that was committed before the call. Those who ask at once share a query.
     *
     * @throws dev.gildong.persistence.DatabaseException if the database cannot be asked, or takes too long
     */
    void follow() {
        if (behind()) {
            asks.await();
        }
    }

    /**
     * Brings the index up to a change that the caller has locked the season at, before it changes a score itself: all up
     * to there is committed.
     *
     * @param next reads what changed after a change; an empty list if nothing did
     * @return false if a change fails half way
     */
    boolean follow(long locked, LongFunction<List<Change>> next) {
        heard(locked);
        while (applied < locked) {
            long after = applied;
            List<Change> found = next.apply(after);
            if (found.isEmpty()) { // what changed last is not there any more
                break;
            }
            apply(found, after, found.get(found.size() - 1).number());
        }
        return !broken;
    }

    /** Counts as a use. */
    void touch() {
        usedAt = System.nanoTime();
    }

    /** {@link System#nanoTime} of the last use. */
    long usedAt() {
        return usedAt;
    }

    /** Bytes of memory, about. */
    long bytes() {
        reading.lock();
        try {
            return index.bytes();
        } finally {
            reading.unlock();
        }
    }

    /**
     * A season as it was found in the database.
     *
     * @param applied number of the last change that the index holds
     */
    record Loaded(Season season, RankIndex index, long applied) {}
}
