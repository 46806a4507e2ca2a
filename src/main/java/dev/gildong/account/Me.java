package dev.gildong.account;

import dev.gildong.player.Player;
import dev.gildong.player.PlayerProfile;
import dev.gildong.player.Role;

/**
 * A player, as the player sees it.
 *
 * @param version grows with every change
 */
record Me(PlayerProfile profile, Role role, long version) {

    static Me of(Player player) {
        return new Me(player.profile(), player.role(), player.version());
    }

    String etag() {
        return String.valueOf(version);
    }
}
