package dev.gildong.session;

import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import dev.gildong.player.PlayerProfile;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in that is good.
 *
 * @param tokenHash names it; the token itself is known to the client alone
 * @param playerNumber inside
 * @param player outside
 * @param expiresAt by the database's clock
 */
public record Session(String tokenHash, long playerNumber, PlayerProfile player, Instant expiresAt) implements Caller {

    @Override
    public Optional<Long> playerNo() {
        return Optional.of(playerNumber);
    }

    @Override
    public boolean hasScope(Scope scope) {
        return false;
    }

    @Override
    public String getName() {
        return player.id();
    }
}
