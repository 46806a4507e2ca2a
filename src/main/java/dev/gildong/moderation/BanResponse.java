package dev.gildong.moderation;

import dev.gildong.player.Ban;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ban that is in force.
 *
 * @param until null for ever
 */
record BanResponse(
        String reason, Instant bannedAt, @Nullable Instant until) {

    static BanResponse of(Ban ban) {
        return new BanResponse(ban.reason(), ban.bannedAt(), ban.until().orElse(null));
    }
}
