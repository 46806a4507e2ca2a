package dev.gildong.player;

import java.time.Instant;

/**
 * What anyone who is signed in may know of a player.
 *
 * @param id random, 22 characters
 * @param displayName as {@link DisplayName} allows
 * @param createdAt by the database's clock
 */
public record PlayerProfile(String id, String displayName, Instant createdAt) {}
