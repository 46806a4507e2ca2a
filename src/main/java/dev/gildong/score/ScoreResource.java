package dev.gildong.score;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.PageLimit;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.Scope;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.player.Players;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores of a leaderboard: submit, delete, pages, one entry, and the entries around a player. */
@Path("v1/leaderboards/{board}/scores")
@Produces(MediaType.APPLICATION_JSON)
public final class ScoreResource {
    /** More than any board has entries. */
    private static final long MAX_RANK = 1_000_000_000;

    private final Leaderboards leaderboards;
    private final Players players;
    private final Submits submits;
    private final Rankings rankings;

    /** @param leaderboards by name */
    public ScoreResource(Leaderboards leaderboards, Players players, Submits submits, Rankings rankings) {
        this.leaderboards = leaderboards;
        this.players = players;
        this.submits = submits;
        this.rankings = rankings;
    }

    /** Submits a score: a player's own, or with an API key that of the player it names. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.SIGNED_IN)
    public SubmitScoreResponse submit(
            @PathParam("board") String name, SubmitScoreRequest body, @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        boolean own = caller.playerNo().isPresent() && body.playerId() == null;
        if (!own && !caller.hasScope(Scope.SCORES)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "A score for another takes the scope scores.");
        }
        Board board = leaderboards.get(name);
        long units = board.decimals().units(body.score(), "/score");
        long player = own ? caller.playerNo().get() : player(body.playerId());
        return submits.submit(
                new Submission(board, player, units, body.metadataText(), !own, body.season() != null),
                Optional.ofNullable(body.season()));
    }

    private long player(@Nullable String id) {
        if (id == null) {
            throw ProblemException.invalid("/playerId", "is missing; an API key has no scores of its own");
        }
        return players.number(id).orElseThrow(ScoreProblems::noPlayer);
    }

    /** A page from the top, from a rank, or from where another page ended, with the caller's own rank. */
    @GET
    @Access(Access.Who.ANYONE)
    public ScorePageResponse page(
            @PathParam("board") String board,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("fromRank") @Nullable Long fromRank,
            @QueryParam("pageToken") @Nullable String pageToken,
            @QueryParam("season") @Nullable Integer season,
            @HeaderParam("Cache-Control") @Nullable String cacheControl,
            @Context SecurityContext security) {
        if (fromRank != null && (fromRank < 1 || fromRank > MAX_RANK)) {
            throw new ProblemException(ProblemType.INVALID, "fromRank must be 1 to " + MAX_RANK + ".");
        }
        if (fromRank != null && pageToken != null) {
            throw new ProblemException(ProblemType.INVALID, "A page begins at fromRank or at pageToken, not at both.");
        }
        return rankings.page(
                view(board, season, cacheControl, security),
                PageLimit.checked(limit),
                fromRank == null ? 1 : fromRank,
                Optional.ofNullable(pageToken));
    }

    /** One player's entry; {@code me} is the caller. */
    @GET
    @Path("{playerId}")
    @Access(Access.Who.ANYONE)
    public ScoreEntryResponse get(
            @PathParam("board") String board,
            @PathParam("playerId") String playerId,
            @QueryParam("season") @Nullable Integer season,
            @HeaderParam("Cache-Control") @Nullable String cacheControl,
            @Context SecurityContext security) {
        View view = view(board, season, cacheControl, security);
        return rankings.entry(view, PlayerReference.of(playerId, caller(security)));
    }

    /** The entries around one player; {@code me} is the caller. */
    @GET
    @Path("{playerId}/around")
    @Access(Access.Who.ANYONE)
    public ScorePageResponse around(
            @PathParam("board") String board,
            @PathParam("playerId") String playerId,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("season") @Nullable Integer season,
            @HeaderParam("Cache-Control") @Nullable String cacheControl,
            @Context SecurityContext security) {
        View view = view(board, season, cacheControl, security);
        return rankings.around(view, PlayerReference.of(playerId, caller(security)), PageLimit.checked(limit));
    }

    /** Deletes a player's score. */
    @DELETE
    @Path("{playerId}")
    @Access(value = Access.Who.SCOPED, scope = Scope.BOARDS)
    public void delete(
            @PathParam("board") String board,
            @PathParam("playerId") String playerId,
            @QueryParam("season") @Nullable Integer season) {
        submits.delete(
                leaderboards.get(board),
                playerId,
                players.number(playerId).orElseThrow(ScoreProblems::noEntry),
                Optional.ofNullable(season));
    }

    private View view(String board, @Nullable Integer season, @Nullable String cacheControl, SecurityContext security) {
        return rankings.view(board, Optional.ofNullable(season), security, cacheControl);
    }

    private static Optional<Caller> caller(SecurityContext security) {
        return Optional.ofNullable((Caller) security.getUserPrincipal());
    }
}
