package dev.gildong.account;

import dev.gildong.account.IdentitiesResponse.OidcItem;
import dev.gildong.oidc.IdToken;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** By whom at which OpenID provider players sign in, and which ID tokens were used, in the database. */
final class OidcIdentityRepository {
    private static final int PURGE_BATCH = 1000;

    /** The number of the player whom the token's subject signs in. Asks the database each time. */
    Optional<Long> owner(UnitOfWork unit, IdToken token) {
        return unit.find(
                row -> row.getLong(1),
                "SELECT player_no FROM oidc_identity WHERE provider = ? AND subject = ?",
                token.provider(),
                token.subject());
    }

    /** A player's providers, the oldest link first. */
    List<OidcItem> all(UnitOfWork unit, long playerNumber) {
        return unit.list(
                row -> new OidcItem(row.getString(1), UnitOfWork.instant(row.getLong(2))),
                "SELECT provider, linked_at FROM oidc_identity WHERE player_no = ? ORDER BY linked_at, provider",
                playerNumber);
    }

    /** A player's accounts at providers with all that is kept of them, the oldest link first. */
    List<Subject> subjects(UnitOfWork unit, long playerNumber) {
        return unit.list(
                row -> new Subject(row.getString(1), row.getString(2), UnitOfWork.instant(row.getLong(3))),
                "SELECT provider, subject, linked_at FROM oidc_identity WHERE player_no = ? ORDER BY linked_at, provider",
                playerNumber);
    }

    /** @param subject the provider's name for the player */
    record Subject(String provider, String subject, Instant linkedAt) {}

    /** Adds a subject; the primary key decides between two who want the same one at once. */
    OidcItem add(UnitOfWork unit, Player player, IdToken token) {
        long now = unit.nowMicros();
        unit.update(
                "INSERT INTO oidc_identity (provider, subject, player_no, linked_at) VALUES (?, ?, ?, ?)",
                token.provider(),
                token.subject(),
                player.number(),
                now);
        return new OidcItem(token.provider(), UnitOfWork.instant(now));
    }

    /** Unlinks a provider; false if it was not linked. */
    boolean remove(UnitOfWork unit, long playerNumber, String provider) {
        return unit.update("DELETE FROM oidc_identity WHERE player_no = ? AND provider = ?", playerNumber, provider)
                > 0;
    }

    void removeAll(UnitOfWork unit, long playerNumber) {
        unit.update("DELETE FROM oidc_identity WHERE player_no = ?", playerNumber);
    }

    /** Uses a token up, within this unit; false if it was used before. */
    boolean use(UnitOfWork unit, IdToken token) {
        try {
            unit.update(
                    "INSERT INTO oidc_token (token_hash, forget_at) VALUES (?, ?)",
                    token.hash(),
                    UnitOfWork.micros(token.refusedFrom()));
            return true;
        } catch (ConstraintException e) {
            return false;
        }
    }

    /** Forgets some tokens that have expired; true if there may be others. Small, so that its locks are short. */
    static boolean purge(UnitOfWork unit) {
        int removed = unit.update("DELETE FROM oidc_token WHERE forget_at <= %s LIMIT %d"
                .formatted(unit.dialect().nowMicros(), PURGE_BATCH));
        return removed == PURGE_BATCH;
    }
}
