package dev.gildong.app;

import dev.gildong.leaderboard.Definitions;
import dev.gildong.leaderboard.LeaderboardResource;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.player.PlayerData;
import dev.gildong.player.Players;
import dev.gildong.score.EntryDetails;
import dev.gildong.score.JointSubmits;
import dev.gildong.score.LiveSeasons;
import dev.gildong.score.PlayerScores;
import dev.gildong.score.Rankings;
import dev.gildong.score.Recorder;
import dev.gildong.score.ScoreResource;
import dev.gildong.score.ScoreSetResource;
import dev.gildong.score.ScoreSettings;
import dev.gildong.score.SeasonLoader;
import dev.gildong.score.Submits;
import dev.gildong.season.CloseTask;
import dev.gildong.season.PurgeBoardTask;
import dev.gildong.season.PurgeTask;
import dev.gildong.season.SeasonClosed;
import dev.gildong.season.SeasonResource;
import dev.gildong.task.Tasks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes leaderboards, their seasons and scores, and the resources by which requests reach them. */
final class Ranking {
    private final Ground ground;
    private final Tasks tasks;
    private final Leaderboards leaderboards;
    private final Seasons seasons;
    private BooleanSupplier ready = () -> true;

    Ranking(Ground ground, Tasks tasks) {
        this.ground = ground;
        this.tasks = tasks;
        this.leaderboards = new Leaderboards(ground.database(), ground.tokens(), ground.caches(), ground.cacheLimits());
        this.seasons = new Seasons(ground.database(), ground.clock(), tasks, ground.caches(), ground.cacheLimits());
        ground.events().register(SeasonClosed.TYPE);
        tasks.register(Seasons.CLOSE, new CloseTask(seasons, tasks, ground.events()));
        tasks.register(PurgeTask.TYPE, new PurgeTask(leaderboards));
        tasks.register(Leaderboards.PURGE, new PurgeBoardTask());
    }

    /** The scores of a player. */
    PlayerData playerData() {
        return new PlayerScores(ground.database(), leaderboards, seasons, ground.changes());
    }

    /** Whether the leaderboards that this node must not be without are in its memory. */
    boolean ready() {
        return ready.getAsBoolean();
    }

    /**
     * Puts ranks into memory, for a node that serves the API.
     *
     * @param opened takes what must be closed
     */
    Served serve(Players players, Opened opened) {
        ScoreSettings settings = ground.settings().group(ScoreSettings.class);
        Recorder recorder = new Recorder(ground.database(), leaderboards, seasons, ground.changes(), ground.meters());
        EntryDetails details = new EntryDetails(ground.database(), ground.caches(), ground.cacheLimits());
        SeasonLoader loader = new SeasonLoader(ground.database(), recorder, details, ground.meters());
        LiveSeasons live = opened.add(new LiveSeasons(loader, ground.clock(), ground.changes(), settings, details));
        live.pin(() -> settings.pinnedNames().stream()
                .flatMap(name -> leaderboards.find(name).stream())
                .map(seasons::current)
                .toList());
        ready = live::ready;
        Gauge.builder("gildong.score.seasons", live, LiveSeasons::count)
                .description("Seasons of leaderboards in memory")
                .register(ground.meters());
        Gauge.builder("gildong.score.entries", live, LiveSeasons::entries)
                .description("Their entries")
                .register(ground.meters());
        Gauge.builder("gildong.score.memory", live, LiveSeasons::bytes)
                .description("What their ranks take")
                .baseUnit(BaseUnits.BYTES)
                .register(ground.meters());
        Submits submits = new Submits(ground.database(), seasons, live, recorder);
        Rankings rankings = new Rankings(
                ground.database(), leaderboards, seasons, live, ground.changes(), players, ground.tokens());
        List<Object> resources = List.of(
                new LeaderboardResource(leaderboards, new Definitions(ground.database(), leaderboards, seasons, tasks)),
                new SeasonResource(leaderboards, seasons, ground.database(), ground.tokens()),
                new ScoreResource(leaderboards, players, submits, rankings),
                new ScoreSetResource(leaderboards, players, submits, rankings));
        return new Served(resources, new JointSubmits(leaderboards, submits));
    }

    /**
     * What needs ranks in memory.
     *
     * @param jointSubmits take scores along with other changes
     */
    record Served(List<Object> resources, JointSubmits jointSubmits) {}
}
