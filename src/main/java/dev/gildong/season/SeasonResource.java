package dev.gildong.season;

import dev.gildong.http.Access;
import dev.gildong.http.Page;
import dev.gildong.http.PageLimit;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.persistence.Database;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The seasons of a leaderboard. */
@Path("v1/leaderboards/{board}/seasons")
@Produces(MediaType.APPLICATION_JSON)
public final class SeasonResource {
    private static final int TOKEN_NUMBERS = 2;

    private final Leaderboards leaderboards;
    private final Seasons seasons;
    private final Database database;
    private final PageTokens tokens;
    private final SeasonListRepository repository = new SeasonListRepository();

    /** @param seasons open the one that runs, if nobody has asked for it yet */
    public SeasonResource(Leaderboards leaderboards, Seasons seasons, Database database, PageTokens tokens) {
        this.leaderboards = leaderboards;
        this.seasons = seasons;
        this.database = database;
        this.tokens = tokens;
    }

    /** A page of seasons, the newest first. */
    @GET
    @Access(Access.Who.ANYONE) // if the board is public
    public SeasonPageResponse page(
            @PathParam("board") String name,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context SecurityContext who) {
        Board board = leaderboards.readable(name, who);
        int most = PageLimit.checked(limit);
        long before = pageToken == null ? Long.MAX_VALUE : before(board, pageToken);
        seasons.current(board);
        List<SeasonResponse> found = database.transact(unit -> repository.page(unit, board.number(), before, most + 1));
        Page<SeasonResponse> page =
                Page.of(found, most, last -> tokens.write(PagedList.SEASONS, board.number(), last.season()));
        return new SeasonPageResponse(page.items(), page.nextPageToken());
    }

    private long before(Board board, String pageToken) {
        long[] numbers = tokens.read(PagedList.SEASONS, pageToken, TOKEN_NUMBERS);
        if (numbers[0] != board.number()) {
            throw PageTokens.invalid();
        }
        return numbers[TOKEN_NUMBERS - 1];
    }
}
