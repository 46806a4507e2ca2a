package dev.gildong.document;

import dev.gildong.http.Access;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Finds documents of all players, for game servers. */
@Path("v1/documents/{collection}:search")
@Produces(MediaType.APPLICATION_JSON)
public final class SearchResource {
    private final DocumentSearch search;

    /** @param search finds them */
    public SearchResource(DocumentSearch search) {
        this.search = search;
    }

    /** A page of documents by what is in them. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public SearchResponse search(@PathParam("collection") String collection, SearchRequest body) {
        return search.all(collection, body);
    }
}
