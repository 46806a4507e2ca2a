package dev.gildong.player;

import dev.gildong.persistence.UnitOfWork;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a player out.
 *
 * @param reason for those who may ban; not for the player
 * @param until empty for ever
 */
public record Ban(String reason, Instant bannedAt, Optional<Instant> until) {

    boolean inForceAt(long nowMicros) {
        return until.map(end -> UnitOfWork.micros(end) > nowMicros).orElse(true);
    }
}
