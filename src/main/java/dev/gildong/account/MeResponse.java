package dev.gildong.account;

import dev.gildong.player.PlayerProfile;
import dev.gildong.player.Role;
import java.time.Instant;

/** A player's own profile, with what only the player and staff may know. */
record MeResponse(String id, String displayName, Instant createdAt, Role role) {

    static MeResponse of(PlayerProfile profile, Role role) {
        return new MeResponse(profile.id(), profile.displayName(), profile.createdAt(), role);
    }
}
