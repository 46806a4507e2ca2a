package dev.gildong.player;

import dev.gildong.persistence.UnitOfWork;
import java.util.Optional;

/** Players in the database. */
public final class PlayerRepository {

    /** Adds a player, so that its number is known. */
    public Player add(UnitOfWork unit, DisplayName displayName) {
        Player player = new Player(displayName, unit.nowMicros());
        unit.entities().persist(player);
        unit.flush();
        return player;
    }

    /** The player of this number, which a row of another table refers to. */
    public Player get(UnitOfWork unit, long number) {
        return unit.entities().find(Player.class, number);
    }

    /** The number behind a public id. */
    public Optional<Long> number(UnitOfWork unit, String id) {
        return unit.find(row -> row.getLong(1), "SELECT player_no FROM player WHERE player_id = ?", id);
    }

    Optional<PlayerProfile> profile(UnitOfWork unit, String id) {
        return unit.find(
                row -> new PlayerProfile(row.getString(1), row.getString(2), UnitOfWork.instant(row.getLong(3))),
                "SELECT player_id, display_name, created_at FROM player WHERE player_id = ?",
                id);
    }
}
