package dev.gildong.moderation;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** The ban of a player: {@code /v1/players/{id}/ban}. */
@Path("v1/players/{id}/ban")
@Produces(MediaType.APPLICATION_JSON)
public final class BanResource {
    private final Moderation moderation;

    /** @param moderation of every player */
    public BanResource(Moderation moderation) {
        this.moderation = moderation;
    }

    /** The ban that is in force. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.PLAYERS)
    public BanResponse get(@PathParam("id") String id) {
        return BanResponse.of(moderation.get(id));
    }

    /** Bans the player, in place of a ban that is in force. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.PLAYERS)
    public BanResponse put(@PathParam("id") String id, BanRequest body, @Context SecurityContext security) {
        return BanResponse.of(moderation.ban((Caller) security.getUserPrincipal(), id, body));
    }

    /** Lifts the ban. */
    @DELETE
    @Access(value = Access.Who.SCOPED, scope = Scope.PLAYERS)
    public void delete(@PathParam("id") String id, @Context SecurityContext security) {
        moderation.lift((Caller) security.getUserPrincipal(), id);
    }
}
