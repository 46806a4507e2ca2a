package dev.gildong.leaderboard;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskType;
import dev.gildong.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The seasons of leaderboards: which one runs, and the lock under which its scores change. A season is opened by
 * whoever first needs it, and closed by a task that is enqueued with it. Safe for any number of threads.
 */
public final class Seasons {
    /** Closes a season at its time; its handler is where final ranks are. */
    public static final TaskType<SeasonRef> CLOSE = TaskType.of("season.close", SeasonRef.class)
            .internal()
            .withoutResult()
            .withRetries(RetryPolicy.FOREVER)
            .withDeadline(Duration.ofHours(1));

    private final Database database;
    private final InstantSource clock;
    private final Tasks tasks;
    private final LeaderboardRepository boards = new LeaderboardRepository();
    private final SeasonRepository repository = new SeasonRepository();
    private final ReadThroughCache<Long, Season> latest;

    /**
     * @param clock of the database
     * @param caches takes the cache of each board's latest season
     */
    public Seasons(Database database, InstantSource clock, Tasks tasks, CacheCatalogue caches, CacheSettings limits) {
        this.database = database;
        this.clock = clock;
        this.tasks = tasks;
        this.latest = caches.add(
                "seasons",
                new CacheCatalogue.KeyType<>(Long.class, Long::valueOf),
                Season.class,
                limits.leaderboards(),
                limits.timeToLive());
    }

    /**
     * The season that runs, opened if need be; the first one if the board opens later, and the last one if it has
     * closed. Not to be called within a unit of work.
     *
     * @throws dev.gildong.http.ProblemException 404 if the board was deleted in the meantime
     */
    public Season current(Board board) {
        Instant now = clock.instant();
        return latest.get(board.number(), number -> database.transact(unit -> repository.latest(unit, number)))
                .filter(season -> !isFollowed(season, board, now))
                .orElseGet(() -> open(board.number()));
    }

    /**
     * The season that runs, opened if need be, by the database's word and clock: for one whom it has just told that
     * another had ended. Not to be called within a unit of work.
     *
     * @throws dev.gildong.http.ProblemException 404 if the board was deleted in the meantime
     */
    public Season refreshed(Board board) {
        return open(board.number());
    }

    /**
     * A season by its number. Not to be called within a unit of work.
     *
     * @throws dev.gildong.http.ProblemException 404 if there is none
     */
    public Season get(Board board, int number) {
        Season current = current(board);
        return current.number() == number
                ? current
                : database.transact(unit -> repository.find(unit, board.number(), number))
                        .orElseThrow(LeaderboardProblems::noSeason);
    }

    /**
     * Locks a season until the unit ends. Whoever changes one of its scores does this first.
     *
     * @throws dev.gildong.http.ProblemException 404 if the board was deleted
     */
    public SeasonLock lock(UnitOfWork unit, Season season) {
        return lock(unit, SeasonRef.of(season)).orElseThrow(LeaderboardProblems::noBoard);
    }

    /** The same; empty if there is no such season any more. */
    public Optional<SeasonLock> lock(UnitOfWork unit, SeasonRef season) {
        return repository.lock(unit, season);
    }

    /** Stores the last number that changes of this unit took. */
    public void advance(UnitOfWork unit, SeasonLock lock, long changeNo) {
        repository.advance(unit, lock.season(), changeNo);
    }

    /** Enqueues the task that closes a season at its time; none if it does not end by itself. */
    public void enqueueClose(UnitOfWork unit, Season season) {
        season.acceptsUntil()
                .ifPresent(time ->
                        tasks.enqueue(unit, CLOSE.task(SeasonRef.of(season)).at(time)));
    }

    /** Lets every node forget, once the unit is committed, what it remembers of a board's seasons. */
    void changed(UnitOfWork unit, long board) {
        latest.remove(unit, board);
    }

    private static boolean isFollowed(Season season, Board board, Instant now) {
        Instant closes = board.definition().closesAt();
        return season.ended(now)
                && (closes == null || season.endsAt().orElseThrow().isBefore(closes));
    }

    /**
     * Opens the season of this moment, unless another node has. The board's row lets one do it at a time. Never a part of
     * what a request does besides: others need the season too, and this node loads it by another connection.
     */
    private Season open(long number) {
        return Database.outside(
                new Opening(number),
                () -> database.transact(unit -> {
                    Board board = boards.lock(unit, number).orElseThrow(LeaderboardProblems::noBoard);
                    Instant now = UnitOfWork.instant(unit.nowMicros());
                    Optional<Season> last = repository.latest(unit, number);
                    if (last.isPresent() && !isFollowed(last.get(), board, now)) {
                        return last.get();
                    }
                    Instant from = last.flatMap(Season::endsAt).orElseGet(() -> board.begin());
                    SeasonPlan plan = SeasonPlan.of(board.definition(), from, now);
                    Season next = plan.season(
                            number,
                            last.map(Season::number).orElse(0) + 1,
                            board.definition().closesAt(),
                            plan.startsAt());
                    repository.add(unit, next, plan.ruleEnd(), board.version());
                    enqueueClose(unit, next);
                    changed(unit, number);
                    return next;
                }));
    }

    /** Of the next season of a board. */
    private record Opening(long board) {}
}
