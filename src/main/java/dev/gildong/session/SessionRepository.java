package dev.gildong.session;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions in the database, as plain SQL since a lookup is on the way of every request. The database's clock decides
 * when one has ended.
 */
final class SessionRepository {
    private static final int PURGE_BATCH = 1000;

    Instant add(UnitOfWork unit, String tokenHash, long playerNumber, Duration lifetime) {
        long now = unit.nowMicros();
        long expiresAt = now + lifetime.toMillis() * 1000;
        unit.update(
                "INSERT INTO sign_in_session (token_hash, player_no, created_at, expires_at) VALUES (?, ?, ?, ?)",
                tokenHash,
                playerNumber,
                now,
                expiresAt);
        return UnitOfWork.instant(expiresAt);
    }

    Optional<Session> find(UnitOfWork unit, String tokenHash) {
        return unit.find(
                row -> new Session(
                        tokenHash,
                        row.getLong(1),
                        new PlayerProfile(row.getString(2), row.getString(3), UnitOfWork.instant(row.getLong(4))),
                        UnitOfWork.instant(row.getLong(5))),
                """
                SELECT p.player_no, p.player_id, p.display_name, p.created_at, s.expires_at
                FROM sign_in_session s JOIN player p ON p.player_no = s.player_no
                WHERE s.token_hash = ? AND s.expires_at > %s
                """.formatted(unit.dialect().nowMicros()),
                tokenHash);
    }

    void remove(UnitOfWork unit, String tokenHash) {
        unit.update("DELETE FROM sign_in_session WHERE token_hash = ?", tokenHash);
    }

    /** Removes some expired sessions; true if there may be more. Small, so that its locks are short. */
    boolean purge(UnitOfWork unit) {
        int removed = unit.update("DELETE FROM sign_in_session WHERE expires_at <= %s LIMIT %d"
                .formatted(unit.dialect().nowMicros(), PURGE_BATCH));
        return removed == PURGE_BATCH;
    }
}
