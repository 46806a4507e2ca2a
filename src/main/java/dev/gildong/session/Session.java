package dev.gildong.session;

import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import dev.gildong.player.PlayerProfile;
import dev.gildong.player.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in that is good.
 *
 * @param tokenHash names it inside; the token itself is known to the client alone
 * @param id names it to its player
 * @param playerNumber inside
 * @param player outside
 * @param role says which scopes the player has; another one ends the session
 * @param expiresAt by the database's clock, however much it is used
 * @param lastSeenAt by the database's clock; it may have been used since
 */
public record Session(
        String tokenHash,
        String id,
        long playerNumber,
        PlayerProfile player,
        Role role,
        Instant expiresAt,
        Instant lastSeenAt)
        implements Caller {

    @Override
    public Optional<Long> playerNo() {
        return Optional.of(playerNumber);
    }

    @Override
    public boolean hasScope(Scope scope) {
        return role.has(scope);
    }

    @Override
    public String getName() {
        return player.id();
    }

    /** Whether it is good at this time if it may lie idle so long. */
    boolean goodAt(Instant now, Duration idleLifetime) {
        return now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(idleLifetime));
    }

    /** The same, used now. */
    Session seenAt(Instant now) {
        return new Session(tokenHash, id, playerNumber, player, role, expiresAt, now);
    }
}
