package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a change of a board's definition does to its seasons. Within a unit of work that has locked the board. */
final class SeasonChanges {
    private final Seasons seasons;
    private final SeasonRepository repository = new SeasonRepository();

    SeasonChanges(Seasons seasons) {
        this.seasons = seasons;
    }

    /**
     * Lets all seasons that still take scores go by another version of their board, and locks them by that: a submit
     * that commits after the unit has seen it.
     *
     * @return whether the board has ever had a score
     */
    boolean follow(UnitOfWork unit, Board board) {
        repository.follow(unit, board.number(), board.version());
        seasons.changed(unit, board.number());
        return repository.recorded(unit, board.number());
    }

    /**
     * Lets the season that runs end when its board closes. One that has ended stays as it is, closed or not: the next
     * one follows it if the board is open.
     *
     * @param recorded whether the board has ever had a score; without any, the season is laid out anew
     */
    void replan(UnitOfWork unit, Board board, boolean recorded) {
        Instant now = UnitOfWork.instant(unit.nowMicros());
        Optional<Season> running =
                repository.latest(unit, board.number()).filter(season -> !season.closed() && !season.ended(now));
        if (running.isEmpty()) {
            return;
        }
        Season season = running.get();
        SeasonPlan plan = recorded
                ? plan(unit, season, board).changedTo(board.definition(), now)
                : SeasonPlan.of(board.definition(), season.number() == 1 ? board.begin() : season.startsAt(), now);
        Instant earliest = plan.startsAt().isAfter(now) ? plan.startsAt() : now;
        Season moved =
                plan.season(board.number(), season.number(), board.definition().closesAt(), earliest);
        repository.move(unit, moved, plan.ruleEnd());
        if (!moved.acceptsUntil().equals(season.acceptsUntil())) {
            seasons.enqueueClose(unit, moved);
        }
    }

    /** What holds for a season since it began. */
    private SeasonPlan plan(UnitOfWork unit, Season season, Board board) {
        SeasonRule rule = board.definition().season();
        Duration late = season.endsAt().isPresent()
                ? Duration.between(season.endsAt().get(), season.acceptsUntil().orElseThrow())
                : rule == null ? Duration.ZERO : rule.late();
        return new SeasonPlan(season.startsAt(), repository.ruleEnd(unit, season), late);
    }

    /** No season of a board that is deleted takes anything more. */
    void end(UnitOfWork unit, Board board) {
        repository.closeAll(unit, board.number(), board.version() + 1);
        seasons.changed(unit, board.number());
    }
}
