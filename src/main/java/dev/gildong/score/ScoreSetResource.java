package dev.gildong.score;

import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.Scope;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.player.Players;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Scores of many players at once, and ranks of scores that nobody has. */
@Path("v1/leaderboards") // as the boards themselves: a class at {board} would hide them
@Produces(MediaType.APPLICATION_JSON)
public final class ScoreSetResource {
    /** As in JSON; Java would take plus signs and the digits of every script. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,100}(\\.[0-9]{1,100})?");

    private final Leaderboards leaderboards;
    private final Batches batches;
    private final Rankings rankings;

    /** @param leaderboards by name */
    public ScoreSetResource(Leaderboards leaderboards, Players players, Submits submits, Rankings rankings) {
        this.leaderboards = leaderboards;
        this.batches = new Batches(players, submits);
        this.rankings = rankings;
    }

    /** Submits scores of many players, each for itself. */
    @POST
    @Path("{board}/scores:batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.SCORES)
    public BatchResponse batch(@PathParam("board") String board, BatchRequest body) {
        return batches.submit(leaderboards.get(board), body.items());
    }

    /** The entries of a set of players, with their ranks on the board and among themselves. */
    @POST
    @Path("{board}/scores:lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.ANYONE)
    public LookupResponse lookup(
            @PathParam("board") String board,
            LookupRequest body,
            @HeaderParam("Cache-Control") @Nullable String cacheControl,
            @Context SecurityContext security) {
        View view = rankings.view(board, Optional.ofNullable(body.season()), security, cacheControl);
        return rankings.lookup(view, body.playerIds());
    }

    /** The rank that a score would take if it came now. */
    @GET
    @Path("{board}/rank")
    @Access(Access.Who.ANYONE)
    public RankResponse rank(
            @PathParam("board") String name,
            @QueryParam("score") @Nullable String score,
            @QueryParam("season") @Nullable Integer season,
            @HeaderParam("Cache-Control") @Nullable String cacheControl,
            @Context SecurityContext security) {
        View view = rankings.view(name, Optional.ofNullable(season), security, cacheControl);
        if (score == null) {
            throw invalidScore("is missing");
        }
        if (!NUMBER.matcher(score).matches()) {
            throw invalidScore("must be a number without exponent");
        }
        Board board = view.board();
        return rankings.rank(view, board.decimals().units(new BigDecimal(score), ScoreSetResource::invalidScore));
    }

    private static ProblemException invalidScore(String detail) {
        return new ProblemException(ProblemType.INVALID, "The query parameter score " + detail + ".");
    }
}
