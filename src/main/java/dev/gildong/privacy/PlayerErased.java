package dev.gildong.privacy;

import dev.gildong.event.EventType;

/** What the event {@code player.erased} says, so that other systems forget the player too. */
record PlayerErased(String playerId) {
    static final EventType TYPE = new EventType("player.erased");
}
