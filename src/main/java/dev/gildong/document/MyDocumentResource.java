package dev.gildong.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Access;
import dev.gildong.http.MergePatch;
import dev.gildong.http.PageLimit;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The caller's own documents. */
@Path("v1/me/documents/{collection}")
@Produces(MediaType.APPLICATION_JSON)
public final class MyDocumentResource {
    private final Documents documents;
    private final DocumentLists lists;

    /** @param lists show them by their keys */
    public MyDocumentResource(Documents documents, DocumentLists lists) {
        this.documents = documents;
        this.lists = lists;
    }

    /** Stores a document, whatever was there. */
    @PUT
    @Path("{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public Response put(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            ObjectNode body,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        DocumentId id = new DocumentId(me.owner(), collection, key);
        return DocumentAnswers.written(documents.put(me, id, body, Conditions.of(request)), request);
    }

    /** The document itself, its version in the ETag. */
    @GET
    @Path("{key}")
    @Access(Access.Who.PLAYER)
    public Response get(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        return DocumentAnswers.read(documents, me, new DocumentId(me.owner(), collection, key), request);
    }

    /** Changes a document by a merge patch. */
    @PATCH
    @Path("{key}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Access(Access.Who.PLAYER)
    public Response patch(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            ObjectNode patch,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        DocumentId id = new DocumentId(me.owner(), collection, key);
        return DocumentAnswers.written(documents.patch(me, id, patch, Conditions.of(request)), request);
    }

    /** Changes a document by operations on what stands: all of them, or nothing. */
    @POST
    @Path("{key}:apply")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public Response apply(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            ArrayNode operations,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        DocumentId id = new DocumentId(me.owner(), collection, key);
        return DocumentAnswers.written(documents.apply(me, id, operations, Conditions.of(request)), request);
    }

    /** Deletes a document. */
    @DELETE
    @Path("{key}")
    @Access(Access.Who.PLAYER)
    public void delete(
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @Context ContainerRequestContext request) {
        Visitor me = DocumentAnswers.me(request);
        documents.delete(me, new DocumentId(me.owner(), collection, key), Conditions.of(request));
    }

    /** A page of documents, by their keys. */
    @GET
    @Access(Access.Who.PLAYER)
    public DocumentPageResponse page(
            @PathParam("collection") String collection,
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context ContainerRequestContext request) {
        return lists.page(DocumentAnswers.me(request), collection, prefix, PageLimit.checked(limit), pageToken);
    }
}
