package dev.gildong.player;

import dev.gildong.persistence.InList;
import dev.gildong.persistence.UnitOfWork;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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

    /**
     * The player of this number, locked until the unit ends. Whoever signs a player in, or changes what a player may do
     * or signs in with, locks this row first, and sees what the one before has committed.
     */
    public Player lock(UnitOfWork unit, long number) {
        return unit.entities().find(Player.class, number, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The numbers behind public ids, without those that nobody has any more. */
    Map<String, Long> numbers(UnitOfWork unit, Set<String> ids) {
        Map<String, Long> numbers = new HashMap<>();
        InList asked = InList.of(ids);
        unit.forEach(
                row -> numbers.put(row.getString(1), row.getLong(2)),
                "SELECT player_id, player_no FROM player WHERE erased_at IS NULL AND player_id IN " + asked.marks(),
                asked.after());
        return numbers;
    }

    /** Profiles by number, without those of players who are gone. */
    Map<Long, PlayerProfile> profiles(UnitOfWork unit, Set<Long> players) {
        Map<Long, PlayerProfile> profiles = new HashMap<>();
        InList asked = InList.of(players);
        unit.forEach(
                row -> profiles.put(
                        row.getLong(1),
                        new PlayerProfile(row.getString(2), row.getString(3), UnitOfWork.instant(row.getLong(4)))),
                "SELECT player_no, player_id, display_name, created_at FROM player WHERE player_no IN " + asked.marks(),
                asked.after());
        return profiles;
    }
}
