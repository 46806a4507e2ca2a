package dev.gildong.account;

import dev.gildong.account.IdentitiesResponse.DeviceItem;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import java.util.List;
import java.util.Optional;

/** What players sign in with, in the database. */
final class IdentityRepository {

    Optional<PasswordIdentity> byUserId(UnitOfWork unit, UserId userId) {
        return unit.entities()
                .createQuery("SELECT i FROM PasswordIdentity i WHERE i.userKey = :key", PasswordIdentity.class)
                .setParameter("key", userId.key())
                .getResultStream()
                .findFirst();
    }

    Optional<PasswordIdentity> password(UnitOfWork unit, long playerNumber) {
        return Optional.ofNullable(unit.entities().find(PasswordIdentity.class, playerNumber));
    }

    /** The number of the player whom this device signs in. Asks the database each time. */
    Optional<Long> owner(UnitOfWork unit, DeviceId device) {
        return unit.find(
                row -> row.getLong(1), "SELECT player_no FROM device_identity WHERE device_hash = ?", device.hash());
    }

    /** A device that is linked. */
    DeviceItem device(UnitOfWork unit, DeviceId device) {
        return unit.find(
                        row -> new DeviceItem(row.getString(1), UnitOfWork.instant(row.getLong(2))),
                        "SELECT device_id, linked_at FROM device_identity WHERE device_hash = ?",
                        device.hash())
                .orElseThrow();
    }

    /** A player's devices, the oldest first. */
    List<DeviceItem> devices(UnitOfWork unit, long playerNumber) {
        return unit.list(
                row -> new DeviceItem(row.getString(1), UnitOfWork.instant(row.getLong(2))),
                "SELECT device_id, linked_at FROM device_identity WHERE player_no = ? ORDER BY linked_at, device_id",
                playerNumber);
    }

    /** Adds an identity; the unique key in the schema decides between two who want the same user id at once. */
    void add(UnitOfWork unit, Player player, UserId userId, String passwordHash) {
        unit.entities().persist(new PasswordIdentity(player, userId, passwordHash, unit.nowMicros()));
        unit.flush();
    }

    /** Adds a device; the primary key decides between two who want the same one at once. */
    DeviceItem add(UnitOfWork unit, Player player, DeviceId device) {
        DeviceIdentity identity = new DeviceIdentity(device, player, unit.nowMicros());
        unit.entities().persist(identity);
        unit.flush();
        return identity.item();
    }

    void remove(UnitOfWork unit, PasswordIdentity identity) {
        unit.entities().remove(identity);
    }

    void removeAll(UnitOfWork unit, long playerNumber) {
        unit.update("DELETE FROM password_identity WHERE player_no = ?", playerNumber);
        unit.update("DELETE FROM device_identity WHERE player_no = ?", playerNumber);
    }

    void removeDevice(UnitOfWork unit, long playerNumber, String deviceId) {
        unit.update("DELETE FROM device_identity WHERE player_no = ? AND device_id = ?", playerNumber, deviceId);
    }

    /**
     * How many ways to sign in a player has. To be asked under the lock on the player's row.
     *
     * @return what is stored by now: whatever is removed by SQL is not counted any more
     */
    long count(UnitOfWork unit, long playerNumber) {
        return unit.find(row -> row.getLong(1), """
                        SELECT (SELECT COUNT(*) FROM password_identity WHERE player_no = ?)
                          + (SELECT COUNT(*) FROM device_identity WHERE player_no = ?)
                          + (SELECT COUNT(*) FROM oidc_identity WHERE player_no = ?)
                        """, playerNumber, playerNumber, playerNumber)
                .orElseThrow();
    }
}
