package dev.gildong.privacy;

import dev.gildong.http.Access;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Receipts of erasures, for whoever knows their ids: nobody can sign in as the player any more. */
@Path("v1/erasures/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class ErasureResource {
    private final Erasures erasures;

    /** @param erasures of all players */
    public ErasureResource(Erasures erasures) {
        this.erasures = erasures;
    }

    static Response.ResponseBuilder accepted(ErasureResponse receipt, UriInfo uri) {
        return Response.accepted(receipt)
                .location(uri.getBaseUriBuilder().path("v1/erasures/{id}").build(receipt.id()));
    }

    /** How far it is. */
    @GET
    @Access(Access.Who.ANYONE)
    public ErasureResponse get(@PathParam("id") String id) {
        return erasures.get(id);
    }
}
