package dev.gildong.leaderboard;

import dev.gildong.http.Access;
import dev.gildong.http.Preconditions;
import dev.gildong.http.Scope;
import dev.gildong.leaderboard.Leaderboards.Defined;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Definitions of leaderboards. */
@Path("v1/leaderboards/{board}")
@Produces(MediaType.APPLICATION_JSON)
public final class LeaderboardResource {
    private final Leaderboards leaderboards;

    /** @param leaderboards all of them */
    public LeaderboardResource(Leaderboards leaderboards) {
        this.leaderboards = leaderboards;
    }

    /** Makes a board; again with the same definition, it changes nothing. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.KEY, scope = Scope.BOARDS)
    public Response put(
            @PathParam("board") String name,
            DefineLeaderboardRequest body,
            @Context Request request,
            @Context UriInfo uri) {
        Optional<Board> existing = leaderboards.find(name);
        Preconditions.require(request, existing.map(Board::etag), LeaderboardProblems::precondition);
        Defined defined = leaderboards.define(name, body.rules());
        // Of the name and not of the request, whose path may have been written with %2D for a dash.
        Response.ResponseBuilder response = defined.created()
                ? Response.created(
                        uri.getBaseUriBuilder().path("v1/leaderboards/{board}").build(name))
                : Response.ok();
        return response.entity(LeaderboardResponse.of(defined.board()))
                .tag(defined.board().etag())
                .build();
    }

    /** The definition of a board. */
    @GET
    @Access(Access.Who.SIGNED_IN)
    public Response get(@PathParam("board") String name, @Context Request request) {
        Board board = leaderboards.get(name);
        EntityTag tag = new EntityTag(board.etag());
        Response.@Nullable ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged == null
                ? Response.ok(LeaderboardResponse.of(board)).tag(tag).build()
                : unchanged.build();
    }
}
