package dev.gildong.privacy;

import dev.gildong.audit.AuditLog;
import dev.gildong.http.ProblemException;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerRef;
import dev.gildong.player.Players;
import dev.gildong.session.Session;
import dev.gildong.session.Sessions;
import dev.gildong.task.Purge;
import dev.gildong.task.Tasks;
import jakarta.ws.rs.core.StreamingOutput;

/** Files of everything that is kept of a player, made by a task. Safe for any number of threads. */
public final class Exports {
    private final Database database;
    private final Players players;
    private final Sessions sessions;
    private final Tasks tasks;
    private final ExportRepository exports = new ExportRepository();
    private final AuditLog audit = new AuditLog();

    /** @param players find the number behind an id */
    public Exports(Database database, Players players, Sessions sessions, Tasks tasks) {
        this.database = database;
        this.players = players;
        this.sessions = sessions;
        this.tasks = tasks;
    }

    /**
     * Begins one for the caller. One that is not ready yet stands for both.
     *
     * @throws ProblemException 401 if the session has ended
     */
    Export beginOwn(Session caller) {
        return database.transact(unit -> {
            Player player = sessions.lock(unit, caller);
            unit.afterCommit(() -> SecurityLog.done("player-exported"));
            return begin(unit, player);
        });
    }

    /**
     * Begins one of a player who asked the staff for it.
     *
     * @throws ProblemException 404 if there is no such player
     */
    Export begin(String playerId) {
        long number = players.named(playerId);
        return database.transact(unit -> {
            Player player = players.lock(unit, number);
            audit.record(unit, "player.exported", playerId);
            return begin(unit, player);
        });
    }

    /** Under the lock on the player's row, which an erasure takes first: so none is begun behind it. */
    private Export begin(UnitOfWork unit, Player player) {
        String id = tasks.enqueue(
                unit,
                ExportTask.TYPE
                        .task(PlayerRef.of(player))
                        .ownedBy(player.number())
                        .uniqueBy("export"));
        return exports.add(unit, id, player.number());
    }

    /** @throws ProblemException 404 if the player has no such export */
    Export get(long player, String id) {
        return database.transact(unit -> exports.find(unit, id, player))
                .orElseThrow(() -> ProblemException.notFound("There is no such export."));
    }

    /** @throws ProblemException 404 if there is no such player, or the player has no such export */
    Export get(String playerId, String id) {
        return get(players.named(playerId), id);
    }

    /** The file, a part at a time; it breaks off if the export is removed meanwhile. */
    StreamingOutput file(Export export) {
        return out -> {
            long left = export.bytes().orElseThrow();
            for (int part = 0; left > 0; part++) {
                int number = part;
                byte[] content = database.transact(unit -> exports.part(unit, export.id(), number))
                        .orElseThrow(() -> new IllegalStateException("the export was removed while it was read"));
                out.write(content);
                left -= content.length;
            }
        };
    }

    /** Removes files that are past their time. */
    public static Purge purge(PrivacySettings settings) {
        ExportRepository exports = new ExportRepository();
        return new Purge("export.purge", "45 * * * *", unit -> exports.purge(unit, settings.keepExports()));
    }
}
