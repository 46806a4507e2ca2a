package dev.gildong.account;

import dev.gildong.player.Player;
import dev.gildong.player.PlayerProfile;

/**
 * A player, as the player sees it.
 *
 * @param version grows with every change
 */
record Me(PlayerProfile profile, long version) {

    static Me of(Player player) {
        return new Me(player.profile(), player.version());
    }

    String etag() {
        return String.valueOf(version);
    }
}
