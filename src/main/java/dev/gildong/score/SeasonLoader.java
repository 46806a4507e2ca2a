package dev.gildong.score;

import dev.gildong.leaderboard.Season;
import dev.gildong.persistence.Database;
import dev.gildong.rank.RankIndex;
import dev.gildong.thread.Daemons;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reads seasons into memory: all of one from a snapshot, and from there change by change. */
public final class SeasonLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeasonLoader.class);
    private static final int SLOW_MILLIS = 1000;

    private final Database database;
    private final Recorder recorder;
    private final EntryDetails details;
    private final ScoreRepository scores = new ScoreRepository();
    /** As many as there are seasons with submits on their way. */
    private final ExecutorService committers = Executors.newCachedThreadPool(new Daemons("leaderboard-submit-"));

    private final Timer loads;

    /** @param meters take how often it loads, and how long that takes */
    public SeasonLoader(Database database, Recorder recorder, EntryDetails details, MeterRegistry meters) {
        this.loads = Timer.builder("gildong.score.loads")
                .description("Seasons of leaderboards that were read into memory")
                .register(meters);
        this.database = database;
        this.recorder = recorder;
        this.details = details;
    }

    /**
     * Reads a season.
     *
     * @param progress is told how many entries there are so far; may throw to give up
     * @throws SeasonOverException if it was closed: its ranks are final
     */
    LiveSeason load(Season season, LongConsumer progress) {
        long began = System.nanoTime();
        LiveSeason.Loaded loaded = database.snapshot(unit -> {
            long applied = scores.lastChange(unit, season).orElseThrow(SeasonOverException::new);
            RankIndex.Builder index = RankIndex.builder(0);
            scores.load(unit, season, index, progress);
            return new LiveSeason.Loaded(season, index.build(), applied);
        });
        long nanos = System.nanoTime() - began;
        loads.record(nanos, TimeUnit.NANOSECONDS);
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        LOG.atLevel(millis > SLOW_MILLIS ? Level.INFO : Level.DEBUG)
                .log(
                        "loaded leaderboard {} season {}: {} entries in {} ms",
                        season.board(),
                        season.number(),
                        loaded.index().size(),
                        millis);
        return new LiveSeason(loaded, details, recorder, committers, this::follow);
    }

    /** Takes what the database has and the index has not. */
    private void follow(LiveSeason live) {
        List<Change> found;
        do {
            long after = live.applied();
            found = database.transact(unit -> scores.after(unit, live.season(), after));
            if (!found.isEmpty()) {
                live.apply(found, after, found.get(found.size() - 1).number());
            }
        } while (found.size() == ScoreRepository.FEED_ROWS);
    }

    /** Takes no more submits; those on their way are committed. */
    @Override
    public void close() {
        committers.shutdown();
    }
}
