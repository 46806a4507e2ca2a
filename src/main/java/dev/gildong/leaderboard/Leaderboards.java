package dev.gildong.leaderboard;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import java.util.Optional;

/** The definitions of leaderboards. */
public final class Leaderboards {
    private final Database database;
    private final LeaderboardRepository repository = new LeaderboardRepository();
    private final ReadThroughCache<String, Board> cache;

    /** @param caches takes the cache of definitions */
    public Leaderboards(Database database, CacheCatalogue caches, CacheSettings settings) {
        this.database = database;
        this.cache =
                caches.add("leaderboards", String.class, Board.class, settings.leaderboards(), settings.timeToLive());
    }

    /**
     * The board of this name. Not to be called within a unit of work.
     *
     * @throws ProblemException 404 if there is none
     */
    Board get(String name) {
        return find(name).orElseThrow(LeaderboardProblems::noBoard);
    }

    Optional<Board> find(String name) {
        return Board.isName(name)
                ? cache.get(name, key -> database.transact(unit -> repository.find(unit, key)))
                : Optional.empty();
    }

    /**
     * Makes a board, or finds that it is there already.
     *
     * @throws ProblemException 409 if it is there with other rules
     */
    Defined define(String name, Rules rules) {
        if (!Board.isName(name)) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "A leaderboard's name is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit.");
        }
        Optional<Board> existing = find(name);
        if (existing.isEmpty()) {
            try {
                return new Defined(database.transact(unit -> repository.add(unit, name, rules)), true);
            } catch (ConstraintException e) {
                existing = find(name); // another request made it in the meantime
            }
        }
        Board board = existing.orElseThrow(LeaderboardProblems::noBoard);
        if (!board.rules().equals(rules)) {
            throw LeaderboardProblems.fixed();
        }
        return new Defined(board, false);
    }

    /** A board, and whether this request made it. */
    record Defined(Board board, boolean created) {}
}
