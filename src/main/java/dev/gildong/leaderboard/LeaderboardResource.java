package dev.gildong.leaderboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Access;
import dev.gildong.http.MergePatch;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Preconditions;
import dev.gildong.http.Scope;
import dev.gildong.leaderboard.Definitions.Stored;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** Definitions of leaderboards. */
@Path("v1/leaderboards")
@Produces(MediaType.APPLICATION_JSON)
public final class LeaderboardResource {
    private final Leaderboards leaderboards;
    private final Definitions definitions;

    /** @param definitions change what the leaderboards are */
    public LeaderboardResource(Leaderboards leaderboards, Definitions definitions) {
        this.leaderboards = leaderboards;
        this.definitions = definitions;
    }

    /** Makes a board or gives it another definition; again with the same one, it changes nothing. */
    @PUT
    @Path("{board}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.BOARDS)
    public Response put(
            @PathParam("board") String name, DefinitionBody body, @Context Request request, @Context UriInfo uri) {
        Stored stored = definitions.put(name, body, existing -> requireExpected(request, existing));
        // Of the name and not of the request, whose path may have been written with %2D for a dash.
        return stored.created()
                ? answer(
                        Response.created(uri.getBaseUriBuilder()
                                .path("v1/leaderboards/{board}")
                                .build(name)),
                        stored.board())
                : answer(Response.ok(), stored.board());
    }

    /** Changes parts of a definition. */
    @PATCH
    @Path("{board}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Access(value = Access.Who.SCOPED, scope = Scope.BOARDS)
    public Response patch(@PathParam("board") String name, ObjectNode patch, @Context Request request) {
        return answer(Response.ok(), definitions.patch(name, patch, existing -> requireExpected(request, existing)));
    }

    /** The definition of a board. */
    @GET
    @Path("{board}")
    @Access(Access.Who.SIGNED_IN)
    public Response get(@PathParam("board") String name, @Context Request request) {
        Board board = leaderboards.get(name);
        return Preconditions.read(request, board.etag(), LeaderboardResponse.of(board));
    }

    /** Deletes a board. Its name is free at once; its scores are removed in their time. */
    @DELETE
    @Path("{board}")
    @Access(value = Access.Who.SCOPED, scope = Scope.BOARDS)
    public void delete(@PathParam("board") String name, @Context Request request) {
        definitions.delete(name, existing -> requireExpected(request, existing));
    }

    /** A page of definitions, by the names of their boards. */
    @GET
    @Access(Access.Who.SIGNED_IN)
    public LeaderboardPageResponse page(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return leaderboards.page(PageLimit.checked(limit), pageToken);
    }

    private static Response answer(Response.ResponseBuilder response, Board board) {
        return response.entity(LeaderboardResponse.of(board)).tag(board.etag()).build();
    }

    private static void requireExpected(Request request, Optional<Board> existing) {
        Preconditions.require(request, existing.map(Board::etag));
    }
}
