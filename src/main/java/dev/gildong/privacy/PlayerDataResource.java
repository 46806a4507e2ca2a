package dev.gildong.privacy;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** What is kept of a player who wrote to the staff, to be seen or erased. */
@Path("v1/players") // as the profiles themselves: a class at {id} would hide them
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerDataResource {
    private final Erasures erasures;
    private final Exports exports;

    /** @param erasures of all players */
    public PlayerDataResource(Erasures erasures, Exports exports) {
        this.erasures = erasures;
        this.exports = exports;
    }

    /** Erases a player. There is no way back. */
    @DELETE
    @Path("{id}")
    @Access(value = Access.Who.SCOPED, scope = Scope.PRIVACY)
    public Response erase(@PathParam("id") String id, @Context SecurityContext security, @Context UriInfo uri) {
        return ErasureResource.accepted(erasures.erase((Caller) security.getUserPrincipal(), id), uri)
                .build();
    }

    /** Begins to write everything that is kept of a player into a file. */
    @POST
    @Path("{id}/exports")
    @Access(value = Access.Who.SCOPED, scope = Scope.PRIVACY)
    public Response export(@PathParam("id") String id, @Context UriInfo uri) {
        Export export = exports.begin(id);
        return ExportAnswer.accepted(export)
                .location(uri.getAbsolutePathBuilder().path(export.id()).build())
                .build();
    }

    /** The file, once it is there. */
    @GET
    @Path("{id}/exports/{export}")
    @Access(value = Access.Who.SCOPED, scope = Scope.PRIVACY)
    public Response export(@PathParam("id") String id, @PathParam("export") String export) {
        return ExportAnswer.of(exports, exports.get(id, export));
    }
}
