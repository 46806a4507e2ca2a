package dev.gildong.session;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerProfile;
import dev.gildong.player.Role;
import dev.gildong.token.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the database, as plain SQL since a lookup is on the way of every request. The database's clock decides
 * when one has ended.
 */
final class SessionRepository {
    private static final int PURGE_BATCH = 1000;
    private static final int ID_BYTES = 16;

    Instant add(UnitOfWork unit, String tokenHash, long playerNumber, @Nullable String device, Duration lifetime) {
        long now = unit.nowMicros();
        long expiresAt = now + micros(lifetime);
        unit.update(
                """
                INSERT INTO sign_in_session
                  (token_hash, session_id, player_no, device, created_at, last_seen_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, tokenHash, Token.random(ID_BYTES), playerNumber, Optional.ofNullable(device), now, now, expiresAt);
        return UnitOfWork.instant(expiresAt);
    }

    Optional<Session> find(UnitOfWork unit, String tokenHash, Duration idleLifetime) {
        return unit.find(
                row -> new Session(
                        tokenHash,
                        row.getString(1),
                        row.getLong(2),
                        new PlayerProfile(row.getString(3), row.getString(4), UnitOfWork.instant(row.getLong(5))),
                        Role.valueOf(row.getString(6)),
                        UnitOfWork.instant(row.getLong(7)),
                        UnitOfWork.instant(row.getLong(8))),
                """
                SELECT s.session_id, p.player_no, p.player_id, p.display_name, p.created_at, p.role, s.expires_at,
                  s.last_seen_at
                FROM sign_in_session s JOIN player p ON p.player_no = s.player_no
                WHERE s.token_hash = ? AND s.expires_at > %1$s AND s.last_seen_at > %1$s - ?
                """.formatted(unit.dialect().nowMicros()),
                tokenHash,
                micros(idleLifetime));
    }

    /** Notes that it is used now. */
    void seen(UnitOfWork unit, String tokenHash) {
        unit.update(
                "UPDATE sign_in_session SET last_seen_at = %s WHERE token_hash = ?"
                        .formatted(unit.dialect().nowMicros()),
                tokenHash);
    }

    /** A player's good sessions, the latest first, from behind a place. */
    List<SessionItemResponse> page(
            UnitOfWork unit, Session caller, Duration idleLifetime, SessionPlace after, int limit) {
        return unit.list(
                row -> new SessionItemResponse(
                        row.getString(1),
                        row.getString(2),
                        UnitOfWork.instant(row.getLong(3)),
                        UnitOfWork.instant(row.getLong(4)),
                        UnitOfWork.instant(row.getLong(5)),
                        row.getString(1).equals(caller.id())),
                """
                SELECT session_id, device, created_at, last_seen_at, expires_at FROM sign_in_session
                WHERE player_no = ? AND expires_at > %1$s AND last_seen_at > %1$s - ?
                  AND (created_at < ? OR created_at = ? AND session_id < ?)
                ORDER BY created_at DESC, session_id DESC LIMIT ?
                """.formatted(unit.dialect().nowMicros()),
                caller.playerNumber(),
                micros(idleLifetime),
                after.createdAtMicros(),
                after.createdAtMicros(),
                after.id(),
                limit);
    }

    /** All of a player's sessions, the latest first, also those that have ended and are not purged yet. */
    List<PlayerSessions.Item> all(UnitOfWork unit, long playerNumber) {
        return unit.list(
                row -> new PlayerSessions.Item(
                        row.getString(1),
                        row.getString(2),
                        UnitOfWork.instant(row.getLong(3)),
                        UnitOfWork.instant(row.getLong(4)),
                        UnitOfWork.instant(row.getLong(5))),
                """
                SELECT session_id, device, created_at, last_seen_at, expires_at FROM sign_in_session
                WHERE player_no = ? ORDER BY created_at DESC, session_id DESC
                """,
                playerNumber);
    }

    /** The token hash of a player's session. */
    Optional<String> tokenHash(UnitOfWork unit, long playerNumber, String id) {
        return unit.find(
                row -> row.getString(1),
                "SELECT token_hash FROM sign_in_session WHERE session_id = ? AND player_no = ?",
                id,
                playerNumber);
    }

    /** The token hashes of all of a player's sessions. */
    List<String> tokenHashes(UnitOfWork unit, long playerNumber) {
        return unit.list(
                row -> row.getString(1), "SELECT token_hash FROM sign_in_session WHERE player_no = ?", playerNumber);
    }

    /** The token hashes of a player's sessions but the so many that were used last. */
    List<String> surplus(UnitOfWork unit, long playerNumber, int kept) {
        return unit.list(row -> row.getString(1), """
                SELECT token_hash FROM sign_in_session WHERE player_no = ?
                ORDER BY last_seen_at DESC, created_at DESC, session_id LIMIT ? OFFSET ?
                """, playerNumber, PURGE_BATCH, kept);
    }

    void remove(UnitOfWork unit, String tokenHash) {
        unit.update("DELETE FROM sign_in_session WHERE token_hash = ?", tokenHash);
    }

    /** Removes some ended sessions; true if there may be more. Small, so that its locks are short. */
    boolean purge(UnitOfWork unit, Duration idleLifetime) {
        String now = unit.dialect().nowMicros();
        int expired =
                unit.update("DELETE FROM sign_in_session WHERE expires_at <= %s LIMIT %d".formatted(now, PURGE_BATCH));
        int idle = unit.update(
                "DELETE FROM sign_in_session WHERE last_seen_at <= %s - ? LIMIT %d".formatted(now, PURGE_BATCH),
                micros(idleLifetime));
        return expired == PURGE_BATCH || idle == PURGE_BATCH;
    }

    private static long micros(Duration duration) {
        return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
    }
}
