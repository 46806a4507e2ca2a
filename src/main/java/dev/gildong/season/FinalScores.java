package dev.gildong.season;

import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How closed seasons ended. Whoever reads more than one thing does so in one snapshot, and asks for {@link #total} first:
 * empty says that there is nothing to read. Safe for any number of threads.
 */
public final class FinalScores {
    private final FinalScoreRepository repository = new FinalScoreRepository();

    /** How many entries a season has; empty while its ranks are not final, and when it is not kept any more. */
    public Optional<Long> total(UnitOfWork unit, SeasonRef season) {
        return repository.entries(unit, season);
    }

    /**
     * Entries from this place on, the best first.
     *
     * @param place 1 or more
     * @param limit at most so many
     */
    public List<FinalScore> from(UnitOfWork unit, SeasonRef season, long place, int limit) {
        return repository.from(unit, season, place, limit);
    }

    /** The entry of one player. */
    public Optional<FinalScore> find(UnitOfWork unit, SeasonRef season, long player) {
        return find(unit, season, List.of(player)).stream().findFirst();
    }

    /** The entries of these players, all different, the best first; those who have none are left out. */
    public List<FinalScore> find(UnitOfWork unit, SeasonRef season, Collection<Long> players) {
        return repository.find(unit, season, players);
    }

    /** Some of a player's entries, those of seasons behind one. */
    public List<Final> of(UnitOfWork unit, long player, SeasonRef after) {
        return repository.of(unit, player, after);
    }

    /**
     * Forgets what a player wrote with some of the scores; places and scores stay, since the ranks of others count on
     * them.
     *
     * @return whether there may be more
     */
    public boolean forget(UnitOfWork unit, long player) {
        return repository.forget(unit, player) == FinalScoreRepository.BATCH;
    }

    /**
     * The first place with this rank or a worse one; one more than there are entries if there is none. Where ties share
     * ranks it may lie behind the place of that number.
     */
    public long placeOfRank(UnitOfWork unit, SeasonRef season, long rank) {
        return first(unit, season, entry -> entry.rank() >= rank);
    }

    /**
     * The first place behind a position, whether or not an entry stands there; one more than there are entries if there
     * is none. So a page goes on that was begun while the season was open, and a score finds the place it would take.
     *
     * @param sortKey with {@code reachedNo} the position
     * @param reachedNo {@link Long#MAX_VALUE} for behind all that have the same score
     */
    public long placeBehind(UnitOfWork unit, SeasonRef season, long sortKey, long reachedNo) {
        return first(
                unit,
                season,
                entry -> entry.sortKey() > sortKey || entry.sortKey() == sortKey && entry.reachedNo() > reachedNo);
    }

    /** Places have no gaps and everything grows with them; so halving finds the first that is right by 20 rows of 1 M. */
    private long first(UnitOfWork unit, SeasonRef season, Predicate<FinalScore> right) {
        long low = 1;
        long high = total(unit, season).orElse(0L) + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (from(unit, season, middle, 1).stream().allMatch(right)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How a player ended in a season. */
    public record Final(SeasonRef season, FinalScore score) {}
}
