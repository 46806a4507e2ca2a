package dev.gildong.leaderboard;

import dev.gildong.persistence.UnitOfWork;
import java.util.Optional;

/** Definitions of leaderboards in the database. */
final class LeaderboardRepository {

    /**
     * Adds a board.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is one of this name: the unique key decides between
     *     two who make it at once
     */
    Board add(UnitOfWork unit, String name, Rules rules) {
        Leaderboard leaderboard = new Leaderboard(name, rules, unit.nowMicros());
        unit.entities().persist(leaderboard);
        unit.flush();
        return leaderboard.board();
    }

    Optional<Board> find(UnitOfWork unit, String name) {
        return unit.entities()
                .createQuery("SELECT l FROM Leaderboard l WHERE l.name = :name", Leaderboard.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst()
                .map(Leaderboard::board);
    }
}
