package dev.gildong.document;

import dev.gildong.http.Access;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Finds the caller's own documents. */
@Path("v1/me/documents/{collection}:search")
@Produces(MediaType.APPLICATION_JSON)
public final class MySearchResource {
    private final DocumentSearch search;

    /** @param search finds them */
    public MySearchResource(DocumentSearch search) {
        this.search = search;
    }

    /** A page of documents by what is in them. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public SearchResponse search(
            @PathParam("collection") String collection, SearchRequest body, @Context ContainerRequestContext request) {
        return search.own(DocumentAnswers.me(request), collection, body);
    }
}
