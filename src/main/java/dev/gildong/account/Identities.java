package dev.gildong.account;

import dev.gildong.account.IdentitiesResponse.DeviceItem;
import dev.gildong.http.ProblemException;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.player.Player;
import dev.gildong.session.Arrival;
import dev.gildong.session.Session;
import dev.gildong.session.Sessions;
import dev.gildong.session.SignInResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a player signs in with, linked and unlinked by the player. Every change locks the player's row first, as every
 * sign-in does: so nobody gets in with what is being taken away, and one identity always stays.
 */
public final class Identities {
    private static final int MOST_DEVICES = 50;

    private final Database database;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final IdentityRepository repository = new IdentityRepository();
    private final OidcIdentityRepository providers = new OidcIdentityRepository();

    /** @param accounts hash the passwords */
    public Identities(Database database, Sessions sessions, Accounts accounts) {
        this.database = database;
        this.sessions = sessions;
        this.hasher = accounts.hasher();
    }

    IdentitiesResponse get(Session caller) {
        return database.transact(unit -> new IdentitiesResponse(
                repository
                        .password(unit, caller.playerNumber())
                        .map(PasswordIdentity::item)
                        .orElse(null),
                repository.devices(unit, caller.playerNumber()),
                providers.all(unit, caller.playerNumber())));
    }

    /**
     * Links a password, or changes it. All sessions of the player end, the one that asks as well; the answer is a new
     * one.
     *
     * @param current the password that is linked; null if the caller did not give one
     * @throws ProblemException 400 if one is linked and the current one is not given; 403 if it is another; 409 if the
     *     user id is taken, or the password was changed meanwhile
     */
    SignInResponse putPassword(
            Session caller, UserId userId, Password password, @Nullable Password current, Arrival arrival) {
        Optional<String> former = database.transact(
                unit -> repository.password(unit, caller.playerNumber()).map(PasswordIdentity::passwordHash));
        if (former.isPresent()) {
            if (current == null) {
                throw ProblemException.invalid("/currentPassword", "is needed to change the password");
            }
            if (!hasher.matches(current, former.get())) {
                throw AccountProblems.wrongPassword();
            }
        }
        String hash = hasher.hash(password);
        try {
            return database.transact(unit -> {
                Player player = sessions.lock(unit, caller);
                Optional<PasswordIdentity> linked = repository.password(unit, player.number());
                if (!linked.map(PasswordIdentity::passwordHash).equals(former)) {
                    throw AccountProblems.changedMeanwhile();
                }
                if (linked.isPresent()) {
                    linked.get().change(userId, hash);
                    unit.flush(); // so that a taken user id shows here
                } else {
                    repository.add(unit, player, userId, hash);
                }
                sessions.closeAll(unit, player.number());
                unit.afterCommit(() -> SecurityLog.done(former.isPresent() ? "password-changed" : "password-linked"));
                return sessions.open(unit, player, arrival);
            });
        } catch (ConstraintException e) {
            throw AccountProblems.taken();
        }
    }

    /** @throws ProblemException 404 if none is linked, 409 if it is the last identity */
    void deletePassword(Session caller) {
        database.transact(unit -> {
            sessions.lock(unit, caller);
            PasswordIdentity linked = repository
                    .password(unit, caller.playerNumber())
                    .orElseThrow(() -> ProblemException.notFound("No password is linked."));
            if (repository.count(unit, caller.playerNumber()) == 1) {
                throw AccountProblems.lastIdentity();
            }
            repository.remove(unit, linked);
            unit.afterCommit(() -> SecurityLog.done("password-unlinked"));
            sessions.closeOthers(unit, caller);
            return unit;
        });
    }

    /**
     * Links a device.
     *
     * @return the device, and whether it was not linked before
     * @throws ProblemException 409 if it signs another player in, or there are too many
     */
    Linked putDevice(Session caller, DeviceId device) {
        return database.findOrAdd(unit -> {
            Player player = sessions.lock(unit, caller);
            Optional<Long> owner = repository.owner(unit, device);
            if (owner.isPresent() && owner.get() != player.number()) {
                throw AccountProblems.deviceOfAnother();
            }
            if (owner.isPresent()) {
                return new Linked(repository.device(unit, device), false);
            }
            if (repository.devices(unit, player.number()).size() >= MOST_DEVICES) {
                throw AccountProblems.tooManyDevices(MOST_DEVICES);
            }
            unit.afterCommit(() -> SecurityLog.done("device-linked"));
            return new Linked(repository.add(unit, player, device), true);
        });
    }

    /**
     * Unlinks devices.
     *
     * @param id of one; null for all there are
     * @throws ProblemException 404 if there is none such, 409 if nothing to sign in with would be left
     */
    void deleteDevices(Session caller, @Nullable String id) {
        database.transact(unit -> {
            sessions.lock(unit, caller);
            List<DeviceItem> devices = repository.devices(unit, caller.playerNumber());
            List<DeviceItem> unlinked = devices.stream()
                    .filter(device -> id == null || device.id().equals(id))
                    .toList();
            if (unlinked.isEmpty()) {
                throw ProblemException.notFound("No such device is linked.");
            }
            if (unlinked.size() == repository.count(unit, caller.playerNumber())) {
                throw AccountProblems.lastIdentity();
            }
            unit.afterCommit(() -> SecurityLog.done("devices-unlinked:" + unlinked.size()));
            unlinked.forEach(device -> repository.removeDevice(unit, caller.playerNumber(), device.id()));
            sessions.closeOthers(unit, caller);
            return unit;
        });
    }

    /** A device that is linked, and whether this request did it. */
    record Linked(DeviceItem device, boolean added) {}
}
