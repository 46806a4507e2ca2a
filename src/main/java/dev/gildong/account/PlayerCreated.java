package dev.gildong.account;

import dev.gildong.event.AboutPlayer;
import dev.gildong.event.EventType;
import dev.gildong.player.PlayerProfile;
import java.time.Instant;

/**
 * What the event {@code player.created} says: somebody registered, or signed in by a device or an OpenID provider for the
 * first time.
 */
record PlayerCreated(String playerId, String displayName, Instant createdAt) implements AboutPlayer {
    static final EventType TYPE = new EventType("player.created");

    static PlayerCreated of(PlayerProfile player) {
        return new PlayerCreated(player.id(), player.displayName(), player.createdAt());
    }
}
