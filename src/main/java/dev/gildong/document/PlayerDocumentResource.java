package dev.gildong.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Access;
import dev.gildong.http.MergePatch;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Scope;
import dev.gildong.player.Players;
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

/** Documents of a player who is named: public ones for everybody who is signed in, all for game servers. */
@Path("v1/players/{id}/documents/{collection}")
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerDocumentResource {
    private final Documents documents;
    private final DocumentLists lists;
    private final Players players;

    /** @param players tell who is named */
    public PlayerDocumentResource(Documents documents, DocumentLists lists, Players players) {
        this.documents = documents;
        this.lists = lists;
        this.players = players;
    }

    /** Stores a document, whatever was there. */
    @PUT
    @Path("{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response put(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            ObjectNode body,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        DocumentId id = new DocumentId(visitor.owner(), collection, key);
        return DocumentAnswers.written(documents.put(visitor, id, body, Conditions.of(request)), request);
    }

    /** The document itself, its version in the ETag. */
    @GET
    @Path("{key}")
    @Access(Access.Who.SIGNED_IN)
    public Response get(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        return DocumentAnswers.read(documents, visitor, new DocumentId(visitor.owner(), collection, key), request);
    }

    /** Changes a document by a merge patch. */
    @PATCH
    @Path("{key}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response patch(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            ObjectNode patch,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        DocumentId id = new DocumentId(visitor.owner(), collection, key);
        return DocumentAnswers.written(documents.patch(visitor, id, patch, Conditions.of(request)), request);
    }

    /** Changes a document by operations on what stands: all of them, or nothing. */
    @POST
    @Path("{key}:apply")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response apply(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            ArrayNode operations,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        DocumentId id = new DocumentId(visitor.owner(), collection, key);
        return DocumentAnswers.written(documents.apply(visitor, id, operations, Conditions.of(request)), request);
    }

    /** Deletes a document. */
    @DELETE
    @Path("{key}")
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public void delete(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        documents.delete(visitor, new DocumentId(visitor.owner(), collection, key), Conditions.of(request));
    }

    /** A page of documents, by their keys. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public DocumentPageResponse page(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context ContainerRequestContext request) {
        return lists.page(
                DocumentAnswers.at(players, player, request), collection, prefix, PageLimit.checked(limit), pageToken);
    }
}
