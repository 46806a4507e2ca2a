package dev.gildong.moderation;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** The role of a player: {@code /v1/players/{id}/role}. */
@Path("v1/players/{id}/role")
@Produces(MediaType.APPLICATION_JSON)
public final class RoleResource {
    private final Moderation moderation;

    /** @param moderation of every player */
    public RoleResource(Moderation moderation) {
        this.moderation = moderation;
    }

    /** Gives the player a role; the player has to sign in again. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.KEYS)
    public RoleBody put(@PathParam("id") String id, RoleBody body, @Context SecurityContext security) {
        return new RoleBody(moderation.changeRole((Caller) security.getUserPrincipal(), id, body.role()));
    }
}
