package dev.gildong.event;

/** The data of an event that is about a player: forgotten with the player. */
public interface AboutPlayer {
    /** The public id. */
    String playerId();
}
