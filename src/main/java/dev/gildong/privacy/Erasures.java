package dev.gildong.privacy;

import dev.gildong.audit.AuditLog;
import dev.gildong.event.Events;
import dev.gildong.http.Caller;
import dev.gildong.http.ProblemException;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import dev.gildong.player.Players;
import dev.gildong.session.Session;
import dev.gildong.session.Sessions;
import dev.gildong.task.Tasks;
import dev.gildong.token.Token;
import java.util.List;
import java.util.function.Consumer;

/**
 * Erases players. One unit, under the lock on the player's row, takes away the name, the id and everything to sign in
 * with: from its commit on nobody is signed in as the player or finds one, on other nodes within a second. A task takes
 * the rest. Safe for any number of threads.
 */
public final class Erasures {
    private static final int ID_BYTES = 16;

    private final Database database;
    private final Players players;
    private final Sessions sessions;
    private final List<PlayerData> entrances;
    private final Tasks tasks;
    private final Events events;
    private final ErasureRepository erasures = new ErasureRepository();
    private final AuditLog audit = new AuditLog();

    /**
     * To be made at start.
     *
     * @param entrances what lets a player in: removed at once
     * @param events hear of everyone who is erased
     */
    public Erasures(
            Database database,
            Players players,
            Sessions sessions,
            List<PlayerData> entrances,
            Tasks tasks,
            Events events) {
        this.database = database;
        this.players = players;
        this.sessions = sessions;
        this.entrances = List.copyOf(entrances);
        this.tasks = tasks;
        this.events = events;
        events.register(PlayerErased.TYPE);
    }

    /**
     * Erases the caller.
     *
     * @param precondition refuses what is there, by throwing
     * @throws ProblemException 401 if the session has ended
     */
    ErasureResponse eraseCaller(Session caller, Consumer<Player> precondition) {
        return database.transact(unit -> {
            Player player = sessions.lock(unit, caller);
            precondition.accept(player);
            unit.afterCommit(() -> SecurityLog.done("player-erased"));
            return erase(unit, player);
        });
    }

    /**
     * Erases a player, as the staff does it who was asked to.
     *
     * @throws ProblemException 404 if there is no such player; 403 if it is one of the staff, and the caller must not
     *     change roles
     */
    ErasureResponse erase(Caller caller, String playerId) {
        long number = players.named(playerId);
        return database.transact(unit -> {
            Player player = players.lock(unit, number, caller);
            audit.record(unit, "player.erased", playerId);
            return erase(unit, player);
        });
    }

    private ErasureResponse erase(UnitOfWork unit, Player player) {
        PlayerRef ref = PlayerRef.of(player);
        for (PlayerData entrance : entrances) {
            boolean more;
            do {
                more = entrance.erase(unit, ref);
            } while (more);
        }
        long now = unit.nowMicros();
        player.erase(now);
        unit.flush();
        players.forget(unit, ref);
        String id = Token.random(ID_BYTES);
        tasks.enqueue(unit, EraseTask.TYPE.task(new EraseTask.Args(id, ref, false)));
        events.publish(unit, PlayerErased.TYPE, new PlayerErased(ref.id()));
        return erasures.add(unit, id, now);
    }

    /** @throws ProblemException 404 if there is no such receipt */
    ErasureResponse get(String id) {
        return database.transact(unit -> erasures.find(unit, id))
                .orElseThrow(() -> ProblemException.notFound("There is no such erasure."));
    }
}
