package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import java.time.Instant;
import java.util.Optional;

/** How the state of a season changes as it is closed. */
public final class SeasonEndings {
    private final Seasons seasons;
    private final SeasonRepository repository = new SeasonRepository();
    private final LeaderboardRepository boards = new LeaderboardRepository();

    /** @param seasons forget what they remember of one that is closed */
    public SeasonEndings(Seasons seasons) {
        this.seasons = seasons;
    }

    /**
     * A season, locked until the unit ends, and its board, for whoever closes it.
     *
     * @return empty if the season is gone or its board was deleted
     */
    public Optional<Ending> ending(UnitOfWork unit, SeasonRef ref) {
        return repository
                .lock(unit, ref)
                .flatMap(lock -> boards.find(unit, ref.board())
                        .map(board -> new Ending(board, lock.season(), UnitOfWork.instant(lock.nowMicros()))));
    }

    /** Takes nothing more in a season that this unit has locked, for ever. */
    public void closing(UnitOfWork unit, Season season) {
        repository.closing(unit, season);
        seasons.changed(unit, season.board());
    }

    /** Makes the ranks of a season final that this unit has locked. */
    public void closed(UnitOfWork unit, Season season, long entries) {
        repository.closed(unit, season, entries);
        seasons.changed(unit, season.board());
    }

    /**
     * What there is to know to close a season, which is locked.
     *
     * @param now by the database's clock, when the lock was asked for
     */
    public record Ending(Board board, Season season, Instant now) {}
}
