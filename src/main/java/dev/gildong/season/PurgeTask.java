package dev.gildong.season;

import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes what nobody reads any more once a season is closed: its live scores, and seasons that are not to be kept. */
public final class PurgeTask implements TaskHandler<SeasonRef, Void> {
    /** Enqueued when a season is closed. */
    public static final TaskType<SeasonRef> TYPE = TaskType.of("season.purge", SeasonRef.class)
            .internal()
            .withoutResult()
            .withRetries(RetryPolicy.FOREVER)
            .withDeadline(Duration.ofHours(1));

    /** Longer than any node may believe that a season is still open: until then it reads the live scores. */
    static final Duration DELAY = Duration.ofHours(2);

    private final Leaderboards leaderboards;
    private final PurgeRepository repository = new PurgeRepository();

    /** @param leaderboards know the definition that says how many are kept */
    public PurgeTask(Leaderboards leaderboards) {
        this.leaderboards = leaderboards;
    }

    @Override
    public @Nullable Void run(SeasonRef ref, TaskRun<Void> run) {
        run.repeat(unit -> repository.liveScores(unit, ref));
        for (SeasonRef season : run.transact(unit -> surplus(unit, ref.board()))) {
            run.repeat(unit -> repository.liveScores(unit, season));
            run.repeat(unit -> repository.finalScores(unit, season));
            run.transact(unit -> repository.season(unit, season));
        }
        return null;
    }

    /** Those that must go, also the ones that an attempt before this one did not come to. */
    private List<SeasonRef> surplus(UnitOfWork unit, long board) {
        leaderboards
                .find(unit, board)
                .map(found -> found.definition().keepSeasons())
                .ifPresent(keep -> repository.hide(unit, board, Math.max(1, keep)));
        return repository.hidden(unit, board);
    }
}
