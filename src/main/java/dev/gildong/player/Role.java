package dev.gildong.player;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.Scope;
import java.util.EnumSet;
import java.util.Set;

/** What a player is to the game. A role stands for scopes, so a route that asks for a scope takes keys and staff alike. */
public enum Role {
    /** Plays. */
    @JsonProperty("player")
    PLAYER,
    /** Bans players, too. */
    @JsonProperty("moderator")
    MODERATOR,
    /** May do everything that the administrator's key may. */
    @JsonProperty("admin")
    ADMIN;

    /** Whether it stands for this scope. */
    public boolean has(Scope scope) {
        return switch (this) {
            case PLAYER -> false;
            case MODERATOR -> scope == Scope.PLAYERS;
            case ADMIN -> true;
        };
    }

    /** The scopes that it stands for. */
    public Set<Scope> scopes() {
        Set<Scope> scopes = EnumSet.allOf(Scope.class);
        scopes.removeIf(scope -> !has(scope));
        return scopes;
    }
}
