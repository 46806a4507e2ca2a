package dev.gildong.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Json;
import dev.gildong.http.MergePatch;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.DisplayName;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerRepository;
import dev.gildong.player.Players;
import dev.gildong.session.Session;
import dev.gildong.session.Sessions;
import java.util.function.Consumer;

/** What players say of themselves. */
public final class MyProfile {
    private final Database database;
    private final PlayerRepository repository;
    private final Players players;
    private final Sessions sessions;

    /** @param players and sessions remember profiles, and are told of a change */
    public MyProfile(Database database, PlayerRepository repository, Players players, Sessions sessions) {
        this.database = database;
        this.repository = repository;
        this.players = players;
        this.sessions = sessions;
    }

    Me get(Session caller) {
        return database.transact(unit -> Me.of(repository.get(unit, caller.playerNumber())));
    }

    /**
     * Changes the profile by a merge patch; one that says what is so already changes nothing.
     *
     * @param precondition refuses what is there, by throwing
     * @throws dev.gildong.http.ProblemException 400 if what comes of it is no profile; 401 if the session has ended
     */
    Me patch(Session caller, ObjectNode patch, Consumer<Me> precondition) {
        return database.transact(unit -> {
            Player player = sessions.lock(unit, caller);
            precondition.accept(Me.of(player));
            if (player.rename(renamed(player, patch))) {
                changed(unit, player);
            }
            return Me.of(player);
        });
    }

    private static DisplayName renamed(Player player, ObjectNode patch) {
        ObjectNode now = JsonNodeFactory.instance
                .objectNode()
                .put("displayName", player.profile().displayName());
        JsonNode merged = MergePatch.apply(now, patch);
        return DisplayName.of(Json.read(merged, ChangeMeRequest.class, "").displayName());
    }

    private void changed(UnitOfWork unit, Player player) {
        players.forget(unit, player.number());
        sessions.forget(unit, player.number());
    }
}
