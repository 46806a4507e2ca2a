package dev.gildong.document;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Preconditions;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Definitions of collections, for those who make the game. */
@Path("v1/collections")
@Produces(MediaType.APPLICATION_JSON)
public final class CollectionResource {
    private final DocumentCollections collections;

    /** @param collections all of them */
    public CollectionResource(DocumentCollections collections) {
        this.collections = collections;
    }

    /** Declares a collection or gives it another definition; again with the same one, it changes nothing. */
    @PUT
    @Path("{collection}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response put(
            @PathParam("collection") String name,
            PutCollectionRequest body,
            @Context Request request,
            @Context UriInfo uri) {
        DocumentCollections.Stored stored = collections.put(name, body, existing -> requireExpected(request, existing));
        Response.ResponseBuilder response = stored.created() ? Response.created(uri.getAbsolutePath()) : Response.ok();
        return response.entity(collections.response(stored.collection()))
                .tag(stored.collection().etag())
                .build();
    }

    /** One definition. */
    @GET
    @Path("{collection}")
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response get(@PathParam("collection") String name, @Context Request request) {
        Declared collection = collections.get(name);
        return Preconditions.read(request, collection.etag(), collections.response(collection));
    }

    /** Takes a definition back, while there are no documents. */
    @DELETE
    @Path("{collection}")
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public void delete(@PathParam("collection") String name, @Context Request request) {
        collections.delete(name, existing -> requireExpected(request, existing));
    }

    /** A page of definitions, by their names. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public CollectionPageResponse page(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return collections.page(PageLimit.checked(limit), pageToken);
    }

    private static void requireExpected(Request request, Optional<Declared> existing) {
        Preconditions.require(request, existing.map(Declared::etag));
    }
}
