package dev.gildong.account;

import dev.gildong.event.Events;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.DisplayName;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerRepository;
import dev.gildong.session.Arrival;
import dev.gildong.session.Sessions;
import dev.gildong.session.SignInResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Registers players and signs them in. No connection is held while a password is hashed. */
public final class Accounts implements AutoCloseable {
    private final Database database;
    private final PlayerRepository players;
    private final Sessions sessions;
    private final IdentityRepository identities = new IdentityRepository();
    private final PasswordHasher hasher;
    private final Events events;

    /**
     * @param settings say how many passwords may be hashed at once
     * @param events hear of every new player
     */
    public Accounts(
            Database database, PlayerRepository players, Sessions sessions, AccountSettings settings, Events events) {
        this.database = database;
        this.players = players;
        this.sessions = sessions;
        this.hasher = new PasswordHasher(settings);
        this.events = events;
        events.register(PlayerCreated.TYPE);
    }

    /** Shows how many passwords are being hashed, and how many wait for it. */
    public void measure(MeterRegistry meters) {
        hasher.measure(meters);
    }

    SignInResponse register(UserId userId, Password password, DisplayName displayName, Arrival arrival) {
        if (find(userId).isPresent()) {
            throw AccountProblems.taken();
        }
        String hash = hasher.hash(password);
        try {
            return database.transact(unit -> {
                Player player = players.add(unit, displayName);
                identities.add(unit, player, userId, hash);
                events.publish(unit, PlayerCreated.TYPE, PlayerCreated.of(player.profile()));
                return sessions.open(unit, player, arrival);
            });
        } catch (ConstraintException e) {
            throw AccountProblems.taken();
        }
    }

    SignInResponse signIn(UserId userId, Password password, Arrival arrival) {
        Optional<PasswordIdentity> identity = find(userId);
        if (identity.isEmpty()) {
            hasher.matchNobody(password);
            throw AccountProblems.wrongCredentials();
        }
        if (!hasher.matches(password, identity.get().passwordHash())) {
            throw AccountProblems.wrongCredentials();
        }
        PasswordIdentity good = identity.get();
        return database.transact(unit -> {
            Player player = players.lock(unit, good.playerNumber());
            // It may have been changed while it was compared, and all sessions ended.
            if (identities
                    .password(unit, player.number())
                    .filter(now -> now.passwordHash().equals(good.passwordHash()))
                    .isEmpty()) {
                throw AccountProblems.wrongCredentials();
            }
            return sessions.open(unit, player, arrival);
        });
    }

    /** Refuses at once if too many passwords wait to be hashed. */
    void requireRoom() {
        hasher.requireRoom();
    }

    boolean knows(DeviceId device) {
        return database.transact(unit -> identities.owner(unit, device).isPresent());
    }

    FirstOrLater signInDevice(DeviceId device, DisplayName displayName, Arrival arrival) {
        return database.findOrAdd(unit -> signInDevice(unit, device, displayName, arrival));
    }

    private FirstOrLater signInDevice(UnitOfWork unit, DeviceId device, DisplayName displayName, Arrival arrival) {
        Optional<Long> owner = identities.owner(unit, device);
        if (owner.isPresent()) {
            Player player = players.lock(unit, owner.get());
            return identities.owner(unit, device).equals(owner)
                    ? new FirstOrLater(sessions.open(unit, player, arrival), false)
                    : signInDevice(unit, device, displayName, arrival); // it was unlinked at the same moment
        }
        Player player = players.add(unit, displayName);
        identities.add(unit, player, device);
        events.publish(unit, PlayerCreated.TYPE, PlayerCreated.of(player.profile()));
        return new FirstOrLater(sessions.open(unit, player, arrival), true);
    }

    private Optional<PasswordIdentity> find(UserId userId) {
        return database.transact(unit -> identities.byUserId(unit, userId));
    }

    PasswordHasher hasher() {
        return hasher;
    }

    @Override
    public void close() {
        hasher.close();
    }

    /** A sign-in, and whether it made the player. */
    record FirstOrLater(SignInResponse signIn, boolean first) {}
}
