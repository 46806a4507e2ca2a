package dev.gildong.session;

import dev.gildong.player.PlayerProfile;
import java.time.Instant;

/**
 * What a client is told once, when it signs in.
 *
 * @param token to be sent as {@code Authorization: Bearer}; also set as a cookie
 */
public record SignInResponse(String token, Instant expiresAt, PlayerProfile player) {

    /** Does not show the token. */
    @Override
    public String toString() {
        return "SignInResponse[" + player.id() + "]";
    }
}
