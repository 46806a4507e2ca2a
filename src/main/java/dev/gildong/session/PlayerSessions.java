package dev.gildong.session;

import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a player is signed in. */
public final class PlayerSessions implements PlayerData {
    private final Database database;
    private final Sessions sessions;
    private final SessionRepository repository = new SessionRepository();

    /** @param sessions are told of those that end */
    public PlayerSessions(Database database, Sessions sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        database.transact(unit -> repository.all(unit, player.number())).forEach(item);
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        sessions.closeAll(unit, player.number());
        return false;
    }

    /** A session, good or not purged yet. */
    record Item(String id, @Nullable String device, Instant createdAt, Instant lastSeenAt, Instant expiresAt) {}
}
