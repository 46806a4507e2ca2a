package dev.gildong.leaderboard;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.PageLimit;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** Scores of a leaderboard: submit, pages, one entry, and the entries around a player. */
@Path("v1/leaderboards/{board}/scores")
@Produces(MediaType.APPLICATION_JSON)
public final class ScoreResource {

    private final Leaderboards leaderboards;
    private final Scores scores;

    /** @param scores of all leaderboards */
    public ScoreResource(Leaderboards leaderboards, Scores scores) {
        this.leaderboards = leaderboards;
        this.scores = scores;
    }

    /** Submits a score: a player's own, or with an API key that of the player it names. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.SIGNED_IN)
    public SubmitScoreResponse submit(
            @PathParam("board") String board, SubmitScoreRequest body, @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        if (caller.playerNo().isPresent() && body.playerId() == null) {
            return scores.submit(leaderboards.get(board), caller.playerNo().get(), body.score(), body.metadataText());
        }
        if (!caller.hasScope(Scope.SCORES)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "A score for another takes an API key with the scope scores.");
        }
        if (body.playerId() == null) {
            throw ProblemException.invalid("/playerId", "is missing; an API key has no scores of its own");
        }
        return scores.submitFor(leaderboards.get(board), body.playerId(), body.score(), body.metadataText());
    }

    /** A page from the top, or from where another page ended, with the caller's own rank. */
    @GET
    @Access(Access.Who.SIGNED_IN)
    public ScorePageResponse page(
            @PathParam("board") String board,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        return scores.page(leaderboards.get(board), caller.playerNo(), PageLimit.checked(limit), pageToken);
    }

    /** One player's entry; {@code me} is the caller. */
    @GET
    @Path("{playerId}")
    @Access(Access.Who.SIGNED_IN)
    public ScoreEntryResponse get(
            @PathParam("board") String board,
            @PathParam("playerId") String playerId,
            @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        return scores.entry(leaderboards.get(board), PlayerReference.of(playerId, caller));
    }

    /** The entries around one player; {@code me} is the caller. */
    @GET
    @Path("{playerId}/around")
    @Access(Access.Who.SIGNED_IN)
    public ScorePageResponse around(
            @PathParam("board") String board,
            @PathParam("playerId") String playerId,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        return scores.around(
                leaderboards.get(board),
                PlayerReference.of(playerId, caller),
                caller.playerNo(),
                PageLimit.checked(limit));
    }
}
