package dev.gildong.score;

import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Definition;
import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.SeasonLock;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseException;
import dev.gildong.rank.Entry;
import dev.gildong.rank.RankIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes scores, and answers with the ranks that they made. Safe for any number of threads. */
public final class Submits {
    private static final Logger LOG = LoggerFactory.getLogger(Submits.class);
    /** A season may end while a submit is on its way, and hardly two. */
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final Seasons seasons;
    private final LiveSeasons live;
    private final Recorder recorder;
    private final ScoreRepository scores = new ScoreRepository();
    private final AuditLog audit = new AuditLog();

    /** @param live ranks in memory */
    public Submits(Database database, Seasons seasons, LiveSeasons live, Recorder recorder) {
        this.database = database;
        this.seasons = seasons;
        this.live = live;
        this.recorder = recorder;
    }

    /**
     * Submits one score.
     *
     * @param named the season that the submission names; empty for the running one
     * @throws ProblemException if it is refused; nothing is stored then
     */
    SubmitScoreResponse submit(Submission submission, Optional<Integer> named) {
        return submit(submission.board(), List.of(submission), named).get(0).response();
    }

    /** Submits scores to the running season, each for itself: one that is refused stops no other. */
    List<Submitted> submit(Board board, List<Submission> submissions) {
        return submit(board, submissions, Optional.empty());
    }

    private List<Submitted> submit(Board board, List<Submission> submissions, Optional<Integer> named) {
        if (submissions.isEmpty()) {
            return List.of();
        }
        Season season = named.map(number -> seasons.get(board, number)).orElseGet(() -> seasons.current(board));
        List<Submitted> all = submissions.stream().map(Submitted::new).toList();
        List<Submitted> late = submit(season, board, all);
        for (int attempt = 1; attempt < ATTEMPTS && !late.isEmpty(); attempt++) {
            ProblemException refusal = named.isPresent() ? ScoreProblems.seasonOver() : ScoreProblems.closed();
            try {
                Season next = named.isPresent() ? season : seasons.refreshed(board);
                if (next.number() == season.number()) {
                    throw refusal;
                }
                season = next;
                late = submit(season, board, late);
            } catch (ProblemException e) { // others of these may be stored already
                return failed(all, late, e);
            }
        }
        return failed(all, late, ScoreProblems.busy());
    }

    private static List<Submitted> failed(List<Submitted> all, List<Submitted> late, ProblemException failure) {
        late.forEach(each -> each.fail(failure));
        if (Database.enclosed()) {
            late.forEach(Submitted::requireNoFailure);
        }
        return all;
    }

    /**
     * Those for which it came too late.
     *
     * @throws ProblemException before any of them is sent on its way
     */
    private List<Submitted> submit(Season season, Board board, List<Submitted> submits) {
        try {
            if (season.closed()) {
                return submits;
            }
            return Database.enclosed()
                    ? enclosed(live.held(season), board, submits)
                    : queued(live.get(season), board, submits);
        } catch (SeasonOverException e) {
            return submits;
        }
    }

    private List<Submitted> queued(LiveSeason ranked, Board board, List<Submitted> submits) {
        Map<Submitted, Pending> pending = Submitted.pending(submits);
        ranked.queue().submit(List.copyOf(pending.values()));
        boolean known = pending.values().stream().noneMatch(Pending::succeeded) || follows(ranked);
        return answer(pending, (submission, outcome) -> {
            if (!known) {
                throw ScoreProblems.rankUnknown();
            }
            return ranked.read(index -> response(index, board, ranked.season(), submission, outcome));
        });
    }

    /**
     * As a part of the unit that encloses this, and so on the caller's own thread and alone. The ranks are those of its
     * commit, since nobody else changes the season before: it is locked, the index is brought up to the change that it is
     * locked at, and what is submitted here is counted besides.
     *
     * @throws RuntimeException if one of them fails by no fault of its own; nothing of the whole unit is stored then
     */
    private List<Submitted> enclosed(LiveSeason ranked, Board board, List<Submitted> submits) {
        Map<Submitted, Pending> pending = Submitted.pending(submits);
        database.transact(unit -> {
            SeasonLock lock = seasons.lock(unit, ranked.season());
            if (!ranked.follow(lock.changeNo(), after -> scores.after(unit, ranked.season(), after))) {
                throw ScoreProblems.rankUnknown();
            }
            recorder.record(ranked, List.copyOf(pending.values()));
            return lock;
        });
        boolean shared = board.definition().ties() == Definition.Ties.SHARED;
        Map<Long, Outcome.Placed> now = new HashMap<>();
        pending.forEach((submit, done) -> {
            if (done.succeeded()) {
                now.put(submit.submission().player(), done.outcome().now());
            }
        });
        List<Submitted> late = ranked.read(index -> {
            CommittedRanks ranks = new CommittedRanks(index, shared, now);
            return answer(
                    pending,
                    (submission, outcome) ->
                            response(place -> ranks.rank(place, submission.player()), board, ranked.season(), outcome));
        });
        submits.forEach(Submitted::requireNoFailure);
        return late;
    }

    /** Those for which it came too late; all others have their answer then. */
    private static List<Submitted> answer(
            Map<Submitted, Pending> pending, BiFunction<Submission, Outcome, SubmitScoreResponse> response) {
        List<Submitted> late = new ArrayList<>();
        pending.forEach((submit, done) -> {
            try {
                submit.succeed(response.apply(submit.submission(), done.outcome()));
            } catch (SeasonOverException e) {
                late.add(submit);
            } catch (ProblemException e) {
                submit.fail(e);
            } catch (RuntimeException e) {
                LOG.error("a submit failed", e);
                submit.fail(new ProblemException(ProblemType.INTERNAL, null));
            }
        });
        return late;
    }

    /** Whether what was committed is in the index; if other nodes wrote before it, that is asked for first. */
    private static boolean follows(LiveSeason ranked) {
        try {
            ranked.follow();
            return !ranked.broken();
        } catch (DatabaseException e) {
            LOG.warn("a submit is stored and its rank cannot be told", e);
            return false;
        }
    }

    private static SubmitScoreResponse response(
            RankIndex index, Board board, Season season, Submission submission, Outcome outcome) {
        boolean shared = board.definition().ties() == Definition.Ties.SHARED;
        @Nullable Entry own = index.find(submission.player());
        return response(place -> rank(index, shared, place, own), board, season, outcome);
    }

    private static SubmitScoreResponse response(
            ToLongFunction<Outcome.Placed> rank, Board board, Season season, Outcome outcome) {
        return new SubmitScoreResponse(
                RankedScore.score(board, outcome.now().sortKey()),
                rank.applyAsLong(outcome.now()),
                outcome.before()
                        .map(before -> RankedScore.score(board, before.sortKey()))
                        .orElse(null),
                outcome.before().map(rank::applyAsLong).orElse(null),
                outcome.improved(),
                season.number());
    }

    /** The rank of a place as the others stand now; the player's own entry, wherever it is by now, is not among them. */
    private static long rank(RankIndex index, boolean shared, Outcome.Placed place, @Nullable Entry own) {
        long ahead = shared ? index.aheadOf(place.sortKey()) : index.ahead(place.sortKey(), place.reachedNo());
        boolean ownAhead = own != null
                && (own.sortKey() < place.sortKey()
                        || !shared && own.sortKey() == place.sortKey() && own.reached() < place.reachedNo());
        return 1 + ahead - (ownAhead ? 1 : 0);
    }

    /**
     * Deletes a player's score.
     *
     * @param playerId as the audit log is to name the player
     * @param named season; empty for the running one
     * @throws ProblemException 404 if there is none, 409 if the season's ranks are final
     */
    void delete(Board board, String playerId, long player, Optional<Integer> named) {
        Season season = named.map(number -> seasons.get(board, number)).orElseGet(() -> seasons.current(board));
        LiveSeason ranked = season(season);
        database.transact(unit -> {
            SeasonLock lock = seasons.lock(unit, season);
            if (lock.season().state() != Season.State.OPEN) {
                throw ScoreProblems.seasonOver();
            }
            ScoreRow row =
                    scores.find(unit, SeasonRef.of(season), List.of(player)).get(player);
            if (row == null || row.sortKey().isEmpty()) {
                throw ScoreProblems.noEntry();
            }
            audit.record(
                    unit,
                    new AuditEvent(
                            "score.deleted", playerId, Map.of("board", board.name(), "season", season.number())));
            long number = lock.changeNo() + 1;
            recorder.store(unit, ranked, lock, List.of(row.deleted(number)), number);
            return number;
        });
    }

    private LiveSeason season(Season season) {
        if (season.closed()) {
            throw ScoreProblems.seasonOver();
        }
        try {
            return Database.enclosed() ? live.held(season) : live.get(season);
        } catch (SeasonOverException e) {
            throw ScoreProblems.seasonOver();
        }
    }
}
