package dev.gildong.document;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Preconditions;
import dev.gildong.http.Scope;
import dev.gildong.player.Players;
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

/** Versions of a document of a player who is named, for game servers. */
@Path("v1/players/{id}/documents/{collection}/{key}/versions")
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerVersionResource {
    private final History history;
    private final Players players;

    /** @param history of all documents */
    public PlayerVersionResource(History history, Players players) {
        this.history = history;
        this.players = players;
    }

    /** A page of versions, the latest first. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public DocumentPageResponse page(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        DocumentId id = new DocumentId(visitor.owner(), collection, key);
        return history.page(visitor, id, PageLimit.checked(limit), pageToken);
    }

    /** A version itself, its number in the ETag. */
    @GET
    @Path("{version}")
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response get(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @PathParam("version") String version,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        DocumentId id = new DocumentId(visitor.owner(), collection, key);
        Document found = history.version(visitor, id, DocumentAnswers.version(version));
        return Preconditions.read(request.getRequest(), found.etag(), found.text());
    }

    /** Makes a former version the next one. */
    @POST
    @Path("{version}:restore")
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public Response restore(
            @PathParam("id") String player,
            @PathParam("collection") String collection,
            @PathParam("key") String key,
            @PathParam("version") String version,
            @Context ContainerRequestContext request) {
        Visitor visitor = DocumentAnswers.at(players, player, request);
        DocumentId id = new DocumentId(visitor.owner(), collection, key);
        Written written = history.restore(visitor, id, DocumentAnswers.version(version), Conditions.of(request));
        return DocumentAnswers.written(written, request);
    }
}
