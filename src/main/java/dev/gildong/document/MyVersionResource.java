package dev.gildong.document;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Preconditions;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Versions of one of the caller's own documents. */
@Path("v1/me/documents/{collection}/{key}/versions")
@Produces(MediaType.APPLICATION_JSON)
public final class MyVersionResource {
    private final History history;

    /** @param history of all documents */
    public MyVersionResource(History history) {
        this.history = history;
    }

    /** A page of versions, the latest first. */
    @GET
    @Access(Access.Who.PLAYER)
    public DocumentPageResponse page(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        DocumentId id = new DocumentId(me.owner(), collection, key);
        return history.page(me, id, PageLimit.checked(limit), pageToken);
    }

    /** A version itself, its number in the ETag. */
    @GET
    @Path("{version}")
    @Access(Access.Who.PLAYER)
    public Response get(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @PathParam("version") String version,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        Document found =
                history.version(me, new DocumentId(me.owner(), collection, key), DocumentAnswers.version(version));
        return Preconditions.read(request.getRequest(), found.etag(), found.text());
    }

    /** Makes a former version the next one. */
    @POST
    @Path("{version}:restore")
    @Access(Access.Who.PLAYER)
    public Response restore(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @PathParam("version") String version,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        DocumentId id = new DocumentId(me.owner(), collection, key);
        Written written = history.restore(me, id, DocumentAnswers.version(version), Conditions.of(request));
        return DocumentAnswers.written(written, request);
    }
}
