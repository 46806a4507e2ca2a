package dev.gildong.leaderboard;

import dev.gildong.http.PageTokens;
import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.ScoreRepository.Recorded;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes scores and answers with exact ranks. */
public final class Scores {
    /** A board without seasons has one that never ends. */
    private static final int SEASON = 1;

    private static final int TOKEN_NUMBERS = 4;

    private final Database database;
    private final PlayerRepository players;
    private final PageTokens tokens;
    private final ScoreRepository scores = new ScoreRepository();
    private final Ranks ranks = new Ranks();

    /** @param tokens signs where a page ended */
    public Scores(Database database, PlayerRepository players, PageTokens tokens) {
        this.database = database;
        this.players = players;
        this.tokens = tokens;
    }

    SubmitScoreResponse submit(Board board, long player, long score, Optional<String> metadata) {
        return recording(() -> database.transact(unit -> submit(unit, board, player, score, metadata)));
    }

    /**
     * Submits for a player whom the caller names.
     *
     * @throws ProblemException 400 if there is no such player
     */
    SubmitScoreResponse submitFor(Board board, String playerId, long score, Optional<String> metadata) {
        return recording(() -> database.transact(unit -> {
            long player = players.number(unit, playerId).orElseThrow(LeaderboardProblems::noPlayer);
            return submit(unit, board, player, score, metadata);
        }));
    }

    private static SubmitScoreResponse recording(Supplier<SubmitScoreResponse> submit) {
        try {
            return submit.get();
        } catch (ConstraintException e) {
            throw e.kind() == ConstraintException.Kind.CHECK ? LeaderboardProblems.outOfRange() : e;
        }
    }

    private SubmitScoreResponse submit(
            UnitOfWork unit, Board board, long player, long score, Optional<String> metadata) {
        Rules.Order order = board.rules().order();
        Recorded recorded = scores.record(unit, board, player, order.sortKey(score), metadata);
        Position now = recorded.now();
        long rank = 1 + ranks.ahead(unit, board, now);
        Optional<Position> before = recorded.before();
        boolean improved = before.isEmpty() || now.sortKey() < before.get().sortKey();
        return new SubmitScoreResponse(
                order.sortKey(now.sortKey()),
                rank,
                before.map(position -> order.sortKey(position.sortKey())).orElse(null),
                before.map(position -> previousRank(unit, board, position, now, rank))
                        .orElse(null),
                improved,
                SEASON);
    }

    /** The rank that went with the position before, as the others stand now. */
    private long previousRank(UnitOfWork unit, Board board, Position before, Position now, long rank) {
        if (before.equals(now)) {
            return rank;
        }
        return now.sortKey() < before.sortKey()
                ? rank + ranks.between(unit, board, now, before)
                : rank - ranks.between(unit, board, before, now);
    }

    ScorePageResponse page(Board board, Optional<Long> caller, int limit, @Nullable String pageToken) {
        Optional<Position> after = Optional.ofNullable(pageToken).map(token -> position(board, token));
        return database.snapshot(unit -> {
            // One more than is shown tells whether there is another page.
            List<Standing> found = after.isPresent()
                    ? ranks.behind(unit, board, after.get(), limit + 1)
                    : ranks.top(unit, board, limit + 1);
            List<Standing> shown = found.subList(0, Math.min(limit, found.size()));
            long ahead = shown.isEmpty() || after.isEmpty()
                    ? 0
                    : ranks.ahead(unit, board, shown.get(0).position());
            Optional<String> next = found.size() > limit
                    ? Optional.of(token(board, shown.get(limit - 1).position()))
                    : Optional.empty();
            Optional<RankedScore> own = caller.flatMap(player -> entry(unit, board, player));
            return page(unit, board, numbered(board, shown, ahead), own, next);
        });
    }

    /** @throws ProblemException 404 if the player has no entry */
    ScoreEntryResponse entry(Board board, PlayerReference player) {
        return database.snapshot(unit -> {
            RankedScore entry = entry(unit, board, number(unit, player)).orElseThrow(LeaderboardProblems::noEntry);
            return ScoreEntryResponse.of(entry, ranks.total(unit, board), SEASON);
        });
    }

    /**
     * The window of at most so many entries in which the player stands in the middle, or nearer to an end of the board.
     *
     * @throws ProblemException 404 if the player has no entry
     */
    ScorePageResponse around(Board board, PlayerReference player, Optional<Long> caller, int limit) {
        return database.snapshot(unit -> {
            Standing centre = ranks.find(unit, board, number(unit, player)).orElseThrow(LeaderboardProblems::noEntry);
            List<Standing> better = ranks.justAhead(unit, board, centre.position(), limit - 1);
            List<Standing> worse = ranks.behind(unit, board, centre.position(), limit - 1);
            int above = Math.min(better.size(), Math.max((limit - 1) / 2, limit - 1 - worse.size()));
            List<Standing> window = new ArrayList<>(better.subList(better.size() - above, better.size()));
            window.add(centre);
            window.addAll(worse.subList(0, Math.min(worse.size(), limit - 1 - above)));
            long ahead = ranks.ahead(unit, board, centre.position());
            Optional<RankedScore> own =
                    caller.flatMap(me -> me == centre.position().player()
                            ? Optional.of(RankedScore.of(board, ahead + 1, centre))
                            : entry(unit, board, me));
            return page(unit, board, numbered(board, window, ahead - above), own, Optional.empty());
        });
    }

    private ScorePageResponse page(
            UnitOfWork unit,
            Board board,
            List<RankedScore> items,
            Optional<RankedScore> own,
            Optional<String> nextPageToken) {
        return new ScorePageResponse(
                items,
                ranks.total(unit, board),
                own.map(RankedScore::rank).orElse(null),
                own.map(RankedScore::score).orElse(null),
                SEASON,
                nextPageToken.orElse(null));
    }

    private Optional<RankedScore> entry(UnitOfWork unit, Board board, long player) {
        return ranks.find(unit, board, player)
                .map(standing -> RankedScore.of(board, 1 + ranks.ahead(unit, board, standing.position()), standing));
    }

    private long number(UnitOfWork unit, PlayerReference player) {
        return player.number().or(() -> players.number(unit, player.id())).orElseThrow(LeaderboardProblems::noEntry);
    }

    private static List<RankedScore> numbered(Board board, List<Standing> standings, long ahead) {
        List<RankedScore> items = new ArrayList<>(standings.size());
        for (Standing standing : standings) {
            items.add(RankedScore.of(board, ahead + items.size() + 1, standing));
        }
        return items;
    }

    private String token(Board board, Position position) {
        return tokens.write(board.number(), position.sortKey(), position.reachedAt(), position.player());
    }

    private Position position(Board board, String token) {
        long[] numbers = tokens.read(token, TOKEN_NUMBERS);
        if (numbers[0] != board.number()) {
            throw PageTokens.invalid();
        }
        return new Position(numbers[1], numbers[2], numbers[3]);
    }
}
