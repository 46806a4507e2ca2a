package dev.gildong.season;

import dev.gildong.event.Events;
import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.SeasonEndings;
import dev.gildong.leaderboard.SeasonEndings.Ending;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.Tasks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes a season: takes nothing more, copies ranks until they are all there, and says so once. Each step looks at the
 * season with its row locked and goes on from what it finds; so it may stop anywhere, and two may do it at once.
 */
public final class CloseTask implements TaskHandler<SeasonRef, Void> {
    private static final long SECOND = 1_000_000_000L;

    private final Seasons seasons;
    private final SeasonEndings endings;
    private final Tasks tasks;
    private final Events events;
    private final FinalScoreRepository scores = new FinalScoreRepository();

    /** @param events hears of every season that is closed */
    public CloseTask(Seasons seasons, Tasks tasks, Events events) {
        this.seasons = seasons;
        this.endings = new SeasonEndings(seasons);
        this.tasks = tasks;
        this.events = events;
    }

    @Override
    public @Nullable Void run(SeasonRef ref, TaskRun<Void> run) {
        Optional<Ending> begun = run.transact(unit -> begin(unit, ref));
        if (begun.isPresent()) {
            copy(ref, run);
            openNext(begun.get().board());
        }
        return run.finish(unit -> {
            endings.ending(unit, ref)
                    .filter(ending -> !ending.season().closed())
                    .ifPresent(ending -> end(unit, ref, ending, begun.isPresent()));
            return null;
        });
    }

    /** So a board that nobody asks for goes on too. */
    private void openNext(Board board) {
        try {
            seasons.refreshed(board);
        } catch (ProblemException e) { // of a board that was deleted just now; no failure of this task for good
            throw new IllegalStateException("the next season could not be opened", e);
        }
    }

    /** Empty if there is nothing to close: its time has been moved, it is closed, or it is gone. */
    private Optional<Ending> begin(UnitOfWork unit, SeasonRef ref) {
        Optional<Ending> ending = endings.ending(unit, ref)
                .filter(found -> !found.season().closed() && found.season().over(found.now()));
        ending.ifPresent(found -> endings.closing(unit, found.season()));
        return ending;
    }

    private void copy(SeasonRef ref, TaskRun<Void> run) {
        long done = run.transact(unit -> scores.copied(unit, ref));
        long told = System.nanoTime() - SECOND;
        long known = -1;
        while (done > known) {
            long from = done;
            known = from;
            done = run.transact(unit -> copyBatch(unit, ref, from));
            if (System.nanoTime() - told >= SECOND) {
                run.progress(
                        done, 0); // how many there will be takes longer to count than the database lets a statement run
                told = System.nanoTime();
            }
        }
    }

    private long copyBatch(UnitOfWork unit, SeasonRef ref, long known) {
        return endings.ending(unit, ref)
                .filter(ending -> ending.season().state() == Season.State.CLOSING)
                .map(ending ->
                        scores.copy(unit, ref, ending.board().definition().ties(), known))
                .orElse(known);
    }

    private void end(UnitOfWork unit, SeasonRef ref, Ending ending, boolean copied) {
        Season season = ending.season();
        if (!copied) { // for its time as it is now; if another is at it already, this one finds it closed
            seasons.enqueueClose(unit, season);
            return;
        }
        long entries = scores.copied(unit, ref);
        endings.closed(unit, season, entries);
        events.publish(unit, SeasonClosed.TYPE, SeasonClosed.of(ending.board(), season, entries));
        tasks.enqueue(unit, PurgeTask.TYPE.task(ref).at(ending.now().plus(PurgeTask.DELAY)));
    }
}
