package dev.gildong.moderation;

import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.http.Caller;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Ban;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerRepository;
import dev.gildong.player.Players;
import dev.gildong.player.Role;
import dev.gildong.session.Sessions;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Bans players and gives roles. Each change locks the player's row first, as every sign-in does, and ends the player's
 * sessions in the same unit: so none is left or begun that does not know of it.
 */
public final class Moderation {
    private final Database database;
    private final PlayerRepository repository;
    private final Players players;
    private final Sessions sessions;
    private final AuditLog audit = new AuditLog();

    /** @param players find the number behind an id */
    public Moderation(Database database, PlayerRepository repository, Players players, Sessions sessions) {
        this.database = database;
        this.repository = repository;
        this.players = players;
        this.sessions = sessions;
    }

    /** @throws ProblemException 404 if there is no such player, or the player is not banned now */
    Ban get(String id) {
        long number = players.named(id);
        return database.transact(unit -> repository.get(unit, number).ban(unit::nowMicros))
                .orElseThrow(Moderation::notBanned);
    }

    /**
     * Bans a player, or bans differently one who is.
     *
     * @throws ProblemException 404 if there is no such player; 403 if it is one of the staff, and the caller must not
     *     change roles
     */
    Ban ban(Caller caller, String id, BanRequest request) {
        long number = players.named(id);
        return database.transact(unit -> {
            Player player = players.lock(unit, number, caller);
            Ban ban = request.ban(UnitOfWork.instant(unit.nowMicros()));
            player.ban(ban);
            sessions.closeAll(unit, number);
            audit.record(unit, new AuditEvent("player.banned", id, until(ban)));
            return ban;
        });
    }

    /** @throws ProblemException as {@link #ban}; 404 also if the player is not banned now */
    void lift(Caller caller, String id) {
        long number = players.named(id);
        database.transact(unit -> {
            Player player = players.lock(unit, number, caller);
            if (player.ban(unit::nowMicros).isEmpty()) {
                throw notBanned();
            }
            player.liftBan();
            audit.record(unit, "player.ban-lifted", id);
            return unit;
        });
    }

    /**
     * Gives a player another role; the same one again changes nothing.
     *
     * @throws ProblemException 404 if there is no such player; 403 if the role, or the one that the player has, stands
     *     for a scope that the caller does not have
     */
    Role changeRole(Caller caller, String id, Role role) {
        long number = players.named(id);
        return database.transact(unit -> {
            Player player = players.lock(unit, number);
            boolean allowed = Stream.of(role, player.role())
                    .flatMap(each -> each.scopes().stream())
                    .allMatch(caller::hasScope);
            if (!allowed) {
                throw new ProblemException(ProblemType.FORBIDDEN, "Nobody gives or takes what they may not do.");
            }
            Role former = player.role();
            if (player.changeRole(role)) {
                sessions.closeAll(unit, number);
                audit.record(unit, new AuditEvent("player.role-changed", id, Map.of("from", former, "to", role)));
            }
            return role;
        });
    }

    /** Without the reason, which a person wrote and may be about one. */
    private static Map<String, String> until(Ban ban) {
        return ban.until().map(end -> Map.of("until", end.toString())).orElse(Map.of());
    }

    private static ProblemException notBanned() {
        return ProblemException.notFound("This player is not banned.");
    }
}
