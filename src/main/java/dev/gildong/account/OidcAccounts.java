package dev.gildong.account;

import dev.gildong.account.Accounts.FirstOrLater;
import dev.gildong.account.IdentitiesResponse.OidcItem;
import dev.gildong.event.Events;
import dev.gildong.http.ProblemException;
import dev.gildong.http.SecurityLog;
import dev.gildong.oidc.IdToken;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.DisplayName;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerRepository;
import dev.gildong.session.Arrival;
import dev.gildong.session.Session;
import dev.gildong.session.Sessions;
import dev.gildong.task.Purge;
import java.util.Optional;

/**
 * Players whom OpenID providers vouch for: signs them in, links and unlinks them. A token is used up by the unit that it
 * brings about, so none has an effect twice. Every unit locks the player's row first, as in {@link Identities}.
 */
public final class OidcAccounts {
    private final Database database;
    private final PlayerRepository players;
    private final Sessions sessions;
    private final Events events;
    private final IdentityRepository identities = new IdentityRepository();
    private final OidcIdentityRepository repository = new OidcIdentityRepository();

    /** @param events hear of every new player */
    public OidcAccounts(Database database, PlayerRepository players, Sessions sessions, Events events) {
        this.database = database;
        this.players = players;
        this.sessions = sessions;
        this.events = events;
    }

    boolean knows(IdToken token) {
        return database.transact(unit -> repository.owner(unit, token).isPresent());
    }

    /** @throws ProblemException 401 if the token was used before; 403 if the player is banned */
    FirstOrLater signIn(IdToken token, DisplayName displayName, Arrival arrival) {
        return database.findOrAdd(unit -> signIn(unit, token, displayName, arrival));
    }

    private FirstOrLater signIn(UnitOfWork unit, IdToken token, DisplayName displayName, Arrival arrival) {
        Optional<Long> owner = repository.owner(unit, token);
        Player player;
        if (owner.isPresent()) {
            player = players.lock(unit, owner.get());
            if (!repository.owner(unit, token).equals(owner)) { // it was unlinked at the same moment
                return signIn(unit, token, displayName, arrival);
            }
        } else {
            player = players.add(unit, displayName);
            repository.add(unit, player, token);
            events.publish(unit, PlayerCreated.TYPE, PlayerCreated.of(player.profile()));
        }
        if (!repository.use(unit, token)) {
            SecurityLog.refused("id-token:" + token.provider(), "used-before");
            throw AccountProblems.wrongCredentials();
        }
        return new FirstOrLater(sessions.open(unit, player, arrival), owner.isEmpty());
    }

    /**
     * Links the token's subject, in the place of another one of the same provider.
     *
     * @return what is linked, and whether nothing was before
     * @throws ProblemException 403 if the token was used before, unless for what it asks now; 409 if its subject signs
     *     another player in
     */
    Linked link(Session caller, IdToken token) {
        return database.findOrAdd(unit -> {
            Player player = sessions.lock(unit, caller);
            Optional<Long> owner = repository.owner(unit, token);
            if (owner.isPresent() && owner.get() != player.number()) {
                throw AccountProblems.subjectOfAnother();
            }
            if (owner.isPresent()) { // a request that was sent again, its answer lost
                return new Linked(item(unit, player, token), false);
            }
            if (!repository.use(unit, token)) {
                SecurityLog.refused("id-token:" + token.provider(), "used-before");
                throw AccountProblems.wrongToken();
            }
            boolean replaces = repository.remove(unit, player.number(), token.provider());
            if (replaces) {
                sessions.closeOthers(unit, caller);
            }
            unit.afterCommit(() -> SecurityLog.done("oidc-linked:" + token.provider()));
            return new Linked(repository.add(unit, player, token), !replaces);
        });
    }

    private OidcItem item(UnitOfWork unit, Player player, IdToken token) {
        return repository.all(unit, player.number()).stream()
                .filter(item -> item.provider().equals(token.provider()))
                .findFirst()
                .orElseThrow();
    }

    /** @throws ProblemException 404 if it is not linked, 409 if nothing to sign in with would be left */
    void unlink(Session caller, String provider) {
        database.transact(unit -> {
            sessions.lock(unit, caller);
            if (!repository.remove(unit, caller.playerNumber(), provider)) {
                throw ProblemException.notFound("This provider is not linked.");
            }
            if (identities.count(unit, caller.playerNumber()) == 0) {
                throw AccountProblems.lastIdentity();
            }
            unit.afterCommit(() -> SecurityLog.done("oidc-unlinked:" + provider));
            sessions.closeOthers(unit, caller);
            return unit;
        });
    }

    /** Forgets ID tokens that were used and have expired. */
    public static Purge purge() {
        return new Purge("oidc.purge", "45 * * * *", OidcIdentityRepository::purge);
    }

    /** What is linked, and whether this request added it. */
    record Linked(OidcItem identity, boolean added) {}
}
