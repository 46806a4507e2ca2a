package dev.gildong.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a player signs in with.
 *
 * @param password null if none is linked
 * @param devices the oldest first
 * @param oidc OpenID providers, the oldest first
 */
record IdentitiesResponse(@Nullable PasswordItem password, List<DeviceItem> devices, List<OidcItem> oidc) {

    /** A user id with a password. */
    record PasswordItem(String userId, Instant linkedAt) {}

    /** @param id names the device to its player; not the secret that it signs in with */
    record DeviceItem(String id, Instant linkedAt) {}

    /** @param provider its name in the settings */
    record OidcItem(String provider, Instant linkedAt) {}
}
