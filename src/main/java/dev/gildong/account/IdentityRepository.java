package dev.gildong.account;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
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

    Optional<DeviceIdentity> byDevice(UnitOfWork unit, DeviceId device) {
        return Optional.ofNullable(unit.entities().find(DeviceIdentity.class, device.hash()));
    }

    /** Adds an identity; the unique key in the schema decides between two who want the same user id at once. */
    void add(UnitOfWork unit, Player player, UserId userId, String passwordHash) {
        unit.entities().persist(new PasswordIdentity(player, userId, passwordHash));
        unit.flush();
    }

    void add(UnitOfWork unit, Player player, DeviceId device) {
        unit.entities().persist(new DeviceIdentity(device, player));
        unit.flush();
    }
}
