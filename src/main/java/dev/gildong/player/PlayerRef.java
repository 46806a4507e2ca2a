package dev.gildong.player;

/**
 * Names a player.
 *
 * @param number inside
 * @param id outside, as it was before the player was erased
 */
public record PlayerRef(long number, String id) {

    /** Names this player. */
    public static PlayerRef of(Player player) {
        return new PlayerRef(player.number(), player.profile().id());
    }
}
