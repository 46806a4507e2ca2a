package dev.gildong.score;

import dev.gildong.change.ChangeLog;
import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.Database;
import dev.gildong.rank.RankIndex;
import dev.gildong.thread.Daemons;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The seasons that this node ranks in memory. One is loaded when it is first needed, from a snapshot of the database
 * whose last change is known, and follows the feed from there; it leaves when nobody asked for it for long, when it is
 * over, or when memory is short. Safe for any number of threads.
 */
public final class LiveSeasons implements ChangeLog.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSeasons.class);
    /** Seasons that are loaded at once: so that small ones need not wait for a very large one. */
    private static final int LOADERS = 4;

    /** What an entry takes, about, while its season is loaded. */
    private static final int ENTRY_BYTES = 48;

    /** A season of which so much has been loaded is not waited for. */
    private static final long LONG_LOAD_BYTES = 10_000_000;

    private static final int TOO_LARGE_SECONDS = 60;
    private static final int CLOSE_SECONDS = 5;
    private static final long OVER_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final InstantSource clock;
    private final ChangeLog changes;
    private final ScoreSettings settings;
    private final SeasonLoader loader;
    private final EntryDetails details;
    private final long budget;
    private final Map<SeasonRef, CompletableFuture<LiveSeason>> seasons = new ConcurrentHashMap<>();
    /** Bytes that seasons take which are being loaded. */
    private final Map<SeasonRef, Long> beingLoaded = new ConcurrentHashMap<>();

    private final ExecutorService loaders;
    private final ScheduledThreadPoolExecutor sweeping;
    private volatile Supplier<List<Season>> pinned = List::of;
    private volatile boolean pinnedLoaded;

    /**
     * @param loader is closed with this
     * @param clock of the database
     * @param changes tells what other nodes have changed
     */
    public LiveSeasons(
            SeasonLoader loader, InstantSource clock, ChangeLog changes, ScoreSettings settings, EntryDetails details) {
        this(
                loader,
                clock,
                changes,
                settings,
                details,
                Runtime.getRuntime().maxMemory() / 100 * settings.memoryPercent());
    }

    /** @param budget in bytes */
    LiveSeasons(
            SeasonLoader loader,
            InstantSource clock,
            ChangeLog changes,
            ScoreSettings settings,
            EntryDetails details,
            long budget) {
        this.clock = clock;
        this.changes = changes;
        this.settings = settings;
        this.loader = loader;
        this.details = details;
        this.budget = budget;
        this.loaders = Executors.newFixedThreadPool(LOADERS, new Daemons("leaderboard-load-"));
        this.sweeping = new ScheduledThreadPoolExecutor(1, new Daemons("leaderboard-sweep-"));
        this.sweeping.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        changes.subscribe(ChangeSubject.TOPIC, this);
        var unused = sweeping.scheduleWithFixedDelay(this::sweepSafely, 0, 1, TimeUnit.SECONDS);
    }

    /**
     * The season, right up to what this node has heard of.
     *
     * @throws SeasonOverException if it was closed: its ranks are final
     * @throws dev.gildong.http.ProblemException 503 if it is still being loaded, or the database cannot be asked
     */
    LiveSeason get(Season season) {
        LiveSeason live = loaded(season);
        if (live.broken()) {
            drop(live);
            live = loaded(season);
        }
        if (!changes.current()) {
            live.doubt(); // what others wrote in the last second may not have been heard
        }
        live.follow();
        return live;
    }

    /**
     * The season, as far as this node has followed it: for a unit that encloses others, which must not wait for threads
     * that need a connection. The unit itself brings it up to the change that it has locked.
     *
     * @throws SeasonOverException if it was closed: its ranks are final
     * @throws dev.gildong.http.ProblemException 503 if it is still being loaded, or the database cannot be asked
     */
    LiveSeason held(Season season) {
        SeasonRef key = SeasonRef.of(season);
        CompletableFuture<LiveSeason> held = seasons.get(key);
        if (held != null && held.isDone() && !held.isCompletedExceptionally()) {
            LiveSeason live = held.join();
            if (!live.broken()) {
                return live;
            }
        }
        return Database.outside(key, () -> get(season));
    }

    private LiveSeason loaded(Season season) {
        if (beingLoaded.getOrDefault(SeasonRef.of(season), 0L) > LONG_LOAD_BYTES) {
            throw ScoreProblems.loading(); // threads that wait for a large one would be missing elsewhere
        }
        try {
            return load(season).get(settings.loadWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ScoreProblems.loading();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ScoreProblems.loading();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a leaderboard cannot be loaded", e);
        }
    }

    /** Begins to load a season, unless it is there or on its way. */
    CompletableFuture<LiveSeason> load(Season season) {
        SeasonRef key = SeasonRef.of(season);
        CompletableFuture<LiveSeason> held = seasons.get(key);
        if (held != null) {
            return held;
        }
        CompletableFuture<LiveSeason> mine = new CompletableFuture<>();
        CompletableFuture<LiveSeason> other = seasons.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        loaders.execute(() -> load(season, mine));
        return mine;
    }

    private void load(Season season, CompletableFuture<LiveSeason> loading) {
        SeasonRef key = SeasonRef.of(season);
        try {
            LiveSeason live = loader.load(season, entries -> makeRoom(season, entries));
            live.doubt(); // what was told while it was read was told to nobody
            loading.complete(live);
        } catch (TooLargeException e) { // asked for again and again, it would be read again and again
            LOG.error("leaderboard {} does not fit into gildong.score.memory-percent of the heap", season.board());
            var unused = sweeping.schedule(() -> seasons.remove(key, loading), TOO_LARGE_SECONDS, TimeUnit.SECONDS);
            loading.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            seasons.remove(key, loading);
            loading.completeExceptionally(e);
            if (e instanceof Error) {
                LOG.error("leaderboard {} cannot be loaded", season.board(), e);
            }
        } finally {
            beingLoaded.remove(key);
        }
    }

    private void makeRoom(Season season, long entries) {
        beingLoaded.put(SeasonRef.of(season), entries * ENTRY_BYTES);
        long left = budget
                - beingLoaded.values().stream().mapToLong(Long::longValue).sum();
        if (left < 0) {
            throw new TooLargeException();
        }
        keepTo(left);
    }

    @Override
    public void changed(String subject) {
        ChangeSubject change = ChangeSubject.parse(subject);
        CompletableFuture<LiveSeason> held = seasons.get(change.season());
        if (held != null) {
            // Also one that is being loaded: its snapshot may be older.
            var unused = held.thenAccept(live -> live.heard(change.number()));
        }
    }

    @Override
    public void reload() {
        seasons.clear(); // also what was read: the database may be another one since
    }

    /** Loads these seasons before the node is ready, and keeps them in memory whether anyone asks for them or not. */
    public void pin(Supplier<List<Season>> always) {
        pinned = always;
    }

    /** Whether everything that is pinned was loaded. */
    public boolean ready() {
        return pinnedLoaded;
    }

    /** What pages show of scores besides their ranks. */
    EntryDetails details() {
        return details;
    }

    /** Bytes that the ranks in memory take, about. */
    public long bytes() {
        return present().stream().mapToLong(LiveSeason::bytes).sum();
    }

    /** How many seasons are in memory. */
    public int count() {
        return present().size();
    }

    /** How many entries they have. */
    public long entries() {
        return present().stream()
                .mapToLong(live -> live.<Long>read(RankIndex::size))
                .sum();
    }

    private List<LiveSeason> present() {
        List<LiveSeason> present = new ArrayList<>();
        for (CompletableFuture<LiveSeason> each : seasons.values()) {
            if (each.isDone() && !each.isCompletedExceptionally()) {
                present.add(each.join());
            }
        }
        return present;
    }

    /** What is thrown out of a scheduled run ends all others. */
    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.error("leaderboards in memory could not be looked after; the next look is in a second", e);
        }
    }

    /** What nobody asks for follows here, and leaves memory in the end. */
    private void sweep() {
        try {
            loadPinned();
        } catch (ProblemException e) {
            LOG.debug("pinned leaderboards cannot be looked for; the next look is in a second", e);
        }
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        for (LiveSeason live : present()) {
            long unused = nanos - live.usedAt();
            if (unused > settings.idle().toNanos() || live.season().over(now) && unused > OVER_NANOS) {
                drop(live);
            } else {
                follow(live);
            }
        }
        keepTo(budget);
    }

    private static void follow(LiveSeason live) {
        try {
            live.follow();
        } catch (RuntimeException e) {
            LOG.debug(
                    "leaderboard {} cannot be followed now; it is when it is asked for",
                    live.season().board(),
                    e);
        }
    }

    private void loadPinned() {
        List<CompletableFuture<LiveSeason>> loads =
                pinned.get().stream().map(this::load).toList();
        for (CompletableFuture<LiveSeason> loading : loads) {
            var unused = loading.thenAccept(LiveSeason::touch);
        }
        pinnedLoaded |= loads.stream().allMatch(each -> each.isDone() && !each.isCompletedExceptionally());
    }

    private synchronized void keepTo(long bytes) {
        List<Held> longestUnused = new ArrayList<>();
        long held = 0;
        for (LiveSeason live : present()) {
            Held each = new Held(live, live.usedAt(), live.bytes());
            longestUnused.add(each);
            held += each.bytes();
        }
        longestUnused.sort(Comparator.comparingLong(Held::usedAt));
        for (Held each : longestUnused) {
            if (held > bytes) {
                held -= each.bytes();
                drop(each.live());
            }
        }
    }

    private void drop(LiveSeason live) {
        seasons.computeIfPresent(
                SeasonRef.of(live.season()),
                (key, held) -> held.isDone() && !held.isCompletedExceptionally() && held.join() == live ? null : held);
    }

    /** Not by an interruption: H2 closes its file when one meets it there. */
    @Override
    public void close() {
        sweeping.shutdown();
        loaders.shutdown();
        loader.close();
        try {
            if (!sweeping.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
                    || !loaders.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("leaderboards are still being loaded while the server stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Held(LiveSeason live, long usedAt, long bytes) {}
}
