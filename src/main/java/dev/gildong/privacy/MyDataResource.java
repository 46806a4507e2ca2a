package dev.gildong.privacy;

import dev.gildong.http.Access;
import dev.gildong.http.Preconditions;
import dev.gildong.session.Session;
import dev.gildong.session.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** What is kept of the caller, to be seen or erased. */
@Path("v1/me")
@Produces(MediaType.APPLICATION_JSON)
public final class MyDataResource {
    private final Erasures erasures;
    private final Exports exports;

    /** @param erasures of all players */
    public MyDataResource(Erasures erasures, Exports exports) {
        this.erasures = erasures;
        this.exports = exports;
    }

    /** Erases the caller. There is no way back. */
    @DELETE
    @Access(Access.Who.PLAYER)
    public Response erase(
            @Context SecurityContext security,
            @Context Request request,
            @Context HttpServletRequest servletRequest,
            @Context UriInfo uri) {
        ErasureResponse receipt = erasures.eraseCaller(
                caller(security),
                player -> Preconditions.require(request, Optional.of(String.valueOf(player.version()))));
        return ErasureResource.accepted(receipt, uri)
                .cookie(SessionCookie.gone(servletRequest))
                .build();
    }

    /** Begins to write everything that is kept of the caller into a file. */
    @POST
    @Path("exports")
    @Access(Access.Who.PLAYER)
    public Response export(@Context SecurityContext security, @Context UriInfo uri) {
        Export export = exports.beginOwn(caller(security));
        return ExportAnswer.accepted(export)
                .location(uri.getAbsolutePathBuilder().path(export.id()).build())
                .build();
    }

    /** The file, once it is there. */
    @GET
    @Path("exports/{id}")
    @Access(Access.Who.PLAYER)
    public Response export(@PathParam("id") String id, @Context SecurityContext security) {
        return ExportAnswer.of(exports, exports.get(caller(security).playerNumber(), id));
    }

    private static Session caller(SecurityContext security) {
        return (Session) security.getUserPrincipal();
    }
}
