package dev.gildong.score;

import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.season.FinalScore;
import dev.gildong.season.FinalScores;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A season whose ranks are final: read from the database, where they stand. */
final class FinalStandings implements Standings {
    private final Database database;
    private final FinalScores scores = new FinalScores();
    private final SeasonRef season;
    private final boolean shared;

    /** @param season closed */
    FinalStandings(Database database, Season season, boolean shared) {
        this.database = database;
        this.season = SeasonRef.of(season);
        this.shared = shared;
    }

    @Override
    public Window page(Start start, int limit, Optional<Long> caller) {
        return database.snapshot(unit -> window(unit, place(unit, start), limit, caller));
    }

    private long place(UnitOfWork unit, Start start) {
        if (start instanceof Start.AtRank at) {
            return scores.placeOfRank(unit, season, at.rank());
        }
        Start.Behind behind = (Start.Behind) start;
        return scores.placeBehind(unit, season, behind.sortKey(), behind.reachedNo());
    }

    @Override
    public Window around(long player, int limit, Optional<Long> caller) {
        return database.snapshot(unit -> {
            FinalScore centre = scores.find(unit, season, player).orElseThrow(ScoreProblems::noEntry);
            long total = total(unit);
            long first = Math.max(1, Math.min(centre.place() - (limit - 1) / 2, total - limit + 1));
            return window(unit, first, limit, caller);
        });
    }

    @Override
    public Window of(Collection<Long> players) {
        return database.snapshot(unit -> {
            List<FinalScore> found = players.isEmpty() ? List.of() : scores.find(unit, season, players);
            return new Window(
                    found.stream().map(FinalStandings::standing).toList(), total(unit), Optional.empty(), false);
        });
    }

    @Override
    public Rank rankOf(long sortKey) {
        return database.snapshot(unit -> {
            long place = shared
                    ? scores.placeBehind(unit, season, sortKey - 1, Long.MAX_VALUE)
                    : scores.placeBehind(unit, season, sortKey, Long.MAX_VALUE);
            return new Rank(place, total(unit));
        });
    }

    private Window window(UnitOfWork unit, long place, int limit, Optional<Long> caller) {
        List<FinalScore> found = scores.from(unit, season, place, limit + 1);
        List<FinalScore> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<Window.Own> own = caller.flatMap(player -> scores.find(unit, season, player))
                .map(entry -> new Window.Own(entry.rank(), entry.sortKey()));
        return new Window(
                shown.stream().map(FinalStandings::standing).toList(), total(unit), own, found.size() > limit);
    }

    private long total(UnitOfWork unit) {
        return scores.total(unit, season).orElseThrow(ScoreProblems::noEntry);
    }

    private static Standing standing(FinalScore entry) {
        return new Standing(
                entry.rank(),
                entry.player(),
                entry.sortKey(),
                entry.reachedNo(),
                entry.reachedAtMicros(),
                entry.metadata());
    }
}
