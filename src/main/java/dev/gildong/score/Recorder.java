package dev.gildong.score;

import dev.gildong.change.ChangeLog;
import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.SeasonLock;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.persistence.UnitOfWork;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits submits to one season together: lock the season, read the players' rows, decide, write the rows with the next
 * numbers, store the last number, announce it, commit. The index is changed after the commit and before anyone is
 * answered. Safe for any number of threads.
 */
public final class Recorder {
    private final Database database;
    private final Leaderboards leaderboards;
    private final Seasons seasons;
    private final ChangeLog changes;
    private final ScoreRepository scores = new ScoreRepository();

    private final DistributionSummary batches;

    /**
     * Makes one for all seasons.
     *
     * @param changes tells other nodes which season has changed
     * @param meters take how many submits are committed together
     */
    public Recorder(
            Database database, Leaderboards leaderboards, Seasons seasons, ChangeLog changes, MeterRegistry meters) {
        this.batches = DistributionSummary.builder("gildong.score.batch")
                .description("Submits that are committed together")
                .serviceLevelObjectives(1, 2, 5, 10, 25, 50, 100)
                .register(meters);
        this.database = database;
        this.leaderboards = leaderboards;
        this.seasons = seasons;
        this.changes = changes;
    }

    /** Gives each submit its outcome or its failure. */
    void record(LiveSeason live, List<Pending> batch) {
        batches.record(batch.size());
        try {
            commit(live, batch);
        } catch (DatabaseException e) {
            batch.forEach(submit -> submit.fail(e));
        } catch (RuntimeException e) {
            alone(live, batch, e);
        } catch (Error e) {
            batch.forEach(submit -> submit.fail(new IllegalStateException("the submits were given up", e)));
            throw e;
        }
    }

    /** One of them, such as that of a player who is gone, must not fail the others. */
    private void alone(LiveSeason live, List<Pending> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.get(0).fail(failure);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            try {
                commit(live, List.of(batch.get(i)));
            } catch (DatabaseException e) { // it would fail each of the others too, after its time-out
                batch.subList(i, batch.size()).forEach(submit -> submit.fail(e));
                return;
            } catch (RuntimeException e) {
                batch.get(i).fail(e);
            }
        }
    }

    private void commit(LiveSeason live, List<Pending> batch) {
        Map<Pending, Result> results = database.transact(unit -> {
            SeasonLock lock = seasons.lock(unit, live.season());
            unit.afterCommit(() -> live.heard(lock.changeNo()));
            return decide(unit, live, lock, batch);
        });
        results.forEach((submit, result) -> result.giveTo(submit));
    }

    private Map<Pending, Result> decide(UnitOfWork unit, LiveSeason live, SeasonLock lock, List<Pending> batch) {
        Set<Long> players = new HashSet<>();
        batch.forEach(submit -> players.add(submit.submission().player()));
        Map<Long, ScoreRow> rows = scores.find(unit, SeasonRef.of(live.season()), players);
        Map<Long, ScoreRow> changed = new HashMap<>();
        Map<Pending, Result> results = new HashMap<>();
        Decision decision =
                new Decision(definition(unit, batch.get(0).submission().board(), lock), lock);
        long number = lock.changeNo();
        for (Pending submit : batch) {
            Submission submission = submit.submission();
            ScoreRow row = rows.getOrDefault(submission.player(), ScoreRow.none(submission.player()));
            try {
                ScoreRow after = decision.after(row, submission, number + 1);
                if (!after.equals(row)) {
                    number = Math.max(number, after.changeNo());
                    rows.put(row.player(), after);
                    changed.put(row.player(), after);
                }
                results.put(submit, new Result(new Outcome(placed(after).orElseThrow(), placed(row)), null));
            } catch (ProblemException | SeasonOverException e) {
                results.put(submit, new Result(null, e));
            }
        }
        store(unit, live, lock, changed.values(), number);
        return results;
    }

    /** Writes what a unit changed under the lock; to be called as its last step. */
    void store(UnitOfWork unit, LiveSeason live, SeasonLock lock, Collection<ScoreRow> changed, long number) {
        if (!changed.isEmpty()) {
            scores.write(unit, SeasonRef.of(live.season()), changed);
        }
        if (number > lock.changeNo()) {
            seasons.advance(unit, lock, number);
            List<Change> feed = changed.stream()
                    .filter(row -> row.changeNo() > lock.changeNo())
                    .map(Change::of)
                    .toList();
            unit.afterCommit(() -> live.apply(feed, lock.changeNo(), number));
            changes.announce(unit, ChangeSubject.TOPIC, new ChangeSubject(SeasonRef.of(live.season()), number).text());
        }
    }

    /** The definition that holds: the one that a submitter knew, unless it has changed meanwhile. */
    private Board definition(UnitOfWork unit, Board known, SeasonLock lock) {
        return known.version() == lock.boardVersion()
                ? known
                : leaderboards.find(unit, known.number()).orElseThrow(ScoreProblems::closed);
    }

    private static Optional<Outcome.Placed> placed(ScoreRow row) {
        return row.sortKey().map(key -> new Outcome.Placed(key, row.reachedNo()));
    }

    private record Result(
            @Nullable Outcome outcome, @Nullable RuntimeException failure) {

        void giveTo(Pending submit) {
            if (outcome != null) {
                submit.succeed(outcome);
            } else if (failure != null) {
                submit.fail(failure);
            }
        }
    }
}
