package dev.gildong.score;

import dev.gildong.change.ChangeLog;
import dev.gildong.http.CacheControl;
import dev.gildong.http.Caller;
import dev.gildong.http.PageTokens;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Definition;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.persistence.Database;
import dev.gildong.player.PlayerProfile;
import dev.gildong.player.Players;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Answers with exact ranks. Safe for any number of threads. */
public final class Rankings {
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final Leaderboards leaderboards;
    private final Seasons seasons;
    private final LiveSeasons live;
    private final ChangeLog changes;
    private final Players players;
    private final PageTokens tokens;

    /** @param changes caught up with where a reader wants it */
    public Rankings(
            Database database,
            Leaderboards leaderboards,
            Seasons seasons,
            LiveSeasons live,
            ChangeLog changes,
            Players players,
            PageTokens tokens) {
        this.database = database;
        this.leaderboards = leaderboards;
        this.seasons = seasons;
        this.live = live;
        this.changes = changes;
        this.players = players;
        this.tokens = tokens;
    }

    /**
     * Begins a read.
     *
     * @param cacheControl of the request: with {@code no-cache}, this node first hears what others have committed
     * @throws dev.gildong.http.ProblemException 404 if there is no such board; 401 if it is not for anyone
     */
    View view(String board, Optional<Integer> season, SecurityContext who, @Nullable String cacheControl) {
        Board readable = leaderboards.readable(board, who);
        if (CacheControl.wantsFresh(cacheControl)) {
            changes.catchUp(); // for those alone who may read
            readable = leaderboards.readable(board, who);
        }
        Optional<Caller> caller = Optional.ofNullable((Caller) who.getUserPrincipal());
        return new View(readable, season, caller.flatMap(Caller::playerNo));
    }

    /**
     * A page with the caller's own rank.
     *
     * @param pageToken goes on behind another page; then {@code fromRank} is not looked at
     */
    ScorePageResponse page(View view, int limit, long fromRank, Optional<String> pageToken) {
        Optional<ScoreToken> token = pageToken.map(text -> ScoreToken.read(tokens, text));
        token.ifPresent(each -> each.requireFor(view));
        Start start = token.<Start>map(ScoreToken::behind).orElseGet(() -> new Start.AtRank(fromRank));
        // A page that was begun in a season goes on in it, also when another one has begun meanwhile.
        View of = token.map(each -> view.of(each.season())).orElse(view);
        return look(of, (season, standings) -> page(view.board(), season, standings.page(start, limit, view.caller())));
    }

    /** @throws dev.gildong.http.ProblemException 404 if the player has no entry */
    ScorePageResponse around(View view, PlayerReference player, int limit) {
        long number = number(player);
        return look(view, (season, standings) -> {
            Window window = standings.around(number, limit, view.caller());
            return page(view.board(), season, new Window(window.standings(), window.total(), window.own(), false));
        });
    }

    /** @throws dev.gildong.http.ProblemException 404 if the player has no entry */
    ScoreEntryResponse entry(View view, PlayerReference player) {
        long number = number(player);
        return look(view, (season, standings) -> {
            Window window = standings.of(List.of(number));
            RankedScore entry =
                    ranked(view.board(), window).stream().findFirst().orElseThrow(ScoreProblems::noEntry);
            return ScoreEntryResponse.of(entry, window.total(), season.number());
        });
    }

    /** The entries of a set of players. */
    LookupResponse lookup(View view, Collection<String> playerIds) {
        Collection<Long> numbers = players.numbers(playerIds).values();
        return look(view, (season, standings) -> {
            Window window = standings.of(numbers);
            List<RankedScore> ranked = ranked(view.board(), window);
            List<LookupResponse.Item> items = new ArrayList<>(ranked.size());
            for (int i = 0; i < ranked.size(); i++) {
                boolean tied =
                        i > 0 && ranked.get(i).rank() == ranked.get(i - 1).rank();
                items.add(new LookupResponse.Item(
                        ranked.get(i), tied ? items.get(i - 1).rankInSet() : i + 1));
            }
            return new LookupResponse(items, window.total(), season.number());
        });
    }

    /** The rank that a score would take. */
    RankResponse rank(View view, long units) {
        return look(view, (season, standings) -> {
            Standings.Rank rank =
                    standings.rankOf(view.board().definition().order().sortKey(units));
            return new RankResponse(view.board().decimals().number(units), rank.rank(), rank.total(), season.number());
        });
    }

    /** Looks at a season where it is; if it is just being closed, once more where it is then. */
    private <T> T look(View view, BiFunction<Season, Standings, T> look) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Season season = view.season()
                    .map(number -> seasons.get(view.board(), number))
                    .orElseGet(() -> seasons.current(view.board()));
            try {
                return look.apply(season, standings(view.board(), season));
            } catch (SeasonOverException e) {
                changes.catchUp(); // the news that it is closed is on its way
            }
        }
        throw ScoreProblems.busy();
    }

    private Standings standings(Board board, Season season) {
        boolean shared = board.definition().ties() == Definition.Ties.SHARED;
        return season.closed() ? new FinalStandings(database, season, shared) : new LiveStandings(live, season, shared);
    }

    private ScorePageResponse page(Board board, Season season, Window window) {
        List<Standing> standings = window.standings();
        Optional<String> next = window.more() && !standings.isEmpty()
                ? Optional.of(ScoreToken.of(board, season, standings.get(standings.size() - 1))
                        .write(tokens))
                : Optional.empty();
        return new ScorePageResponse(
                ranked(board, window),
                window.total(),
                window.own().map(Window.Own::rank).orElse(null),
                window.own().map(own -> RankedScore.score(board, own.sortKey())).orElse(null),
                season.number(),
                next.orElse(null));
    }

    /** A player who was erased a moment ago is left out. */
    private List<RankedScore> ranked(Board board, Window window) {
        if (window.standings().isEmpty()) {
            return List.of();
        }
        Map<Long, PlayerProfile> profiles = players.profiles(
                window.standings().stream().map(Standing::player).toList());
        List<RankedScore> ranked = new ArrayList<>(window.standings().size());
        for (Standing standing : window.standings()) {
            PlayerProfile profile = profiles.get(standing.player());
            if (profile != null) {
                ranked.add(RankedScore.of(board, standing, profile));
            }
        }
        return ranked;
    }

    private long number(PlayerReference player) {
        return player.number().or(() -> players.number(player.id())).orElseThrow(ScoreProblems::noEntry);
    }
}
