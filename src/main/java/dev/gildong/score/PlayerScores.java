package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gildong.change.ChangeLog;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.leaderboard.Season;
import dev.gildong.leaderboard.SeasonLock;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.leaderboard.Seasons;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import dev.gildong.season.FinalScores;
import dev.gildong.season.FinalScores.Final;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A player's scores on all boards. Erasing one that still counts is a change of its season like any other: under the
 * season's lock, with a number, so that every node hears of it. Of a closed season the place stays, with nothing that the
 * player wrote, since the final ranks of others count on it.
 */
public final class PlayerScores implements PlayerData {
    private final Database database;
    private final Leaderboards leaderboards;
    private final Seasons seasons;
    private final ChangeLog changes;
    private final ScoreRepository scores = new ScoreRepository();
    private final FinalScores finals = new FinalScores();

    /** @param changes tells every node which season has changed */
    public PlayerScores(Database database, Leaderboards leaderboards, Seasons seasons, ChangeLog changes) {
        this.database = database;
        this.leaderboards = leaderboards;
        this.seasons = seasons;
        this.changes = changes;
    }

    @Override
    public String name() {
        return "scores";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        for (SeasonRef ref : database.transact(unit -> scores.seasons(unit, player.number()))) {
            database.transact(unit -> live(unit, ref, player.number())).ifPresent(item);
        }
        SeasonRef after = new SeasonRef(0, 0);
        List<Final> found;
        do {
            SeasonRef from = after;
            found = database.transact(unit -> finals.of(unit, player.number(), from));
            for (Final each : found) {
                database.transact(unit -> ended(unit, each)).ifPresent(item);
                after = each.season();
            }
        } while (!found.isEmpty());
    }

    private Optional<Item> live(UnitOfWork unit, SeasonRef ref, long player) {
        Optional<Board> board = leaderboards.find(unit, ref.board());
        ScoreRow row = scores.find(unit, ref, List.of(player)).get(player);
        if (board.isEmpty() || row == null) {
            return Optional.empty();
        }
        return row.sortKey().map(key -> Item.of(board.get(), ref, key, row.reachedAt(), row.metadata(), null));
    }

    private Optional<Item> ended(UnitOfWork unit, Final found) {
        return leaderboards
                .find(unit, found.season().board())
                .map(board -> Item.of(
                        board,
                        found.season(),
                        found.score().sortKey(),
                        found.score().reachedAtMicros(),
                        found.score().metadata(),
                        found.score().rank()));
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        Optional<SeasonRef> next =
                scores.seasons(unit, player.number()).stream().findFirst();
        if (next.isEmpty()) {
            return finals.forget(unit, player.number());
        }
        erase(unit, next.get(), player.number());
        return true;
    }

    private void erase(UnitOfWork unit, SeasonRef ref, long player) {
        Optional<SeasonLock> open =
                seasons.lock(unit, ref).filter(lock -> lock.season().state() == Season.State.OPEN);
        if (open.isEmpty()) { // nobody reads it there, but whoever copies it with the season locked
            scores.remove(unit, ref, player);
            return;
        }
        SeasonLock lock = open.get();
        ScoreRow row = scores.find(unit, ref, List.of(player)).get(player);
        if (row != null) {
            long number = lock.changeNo() + 1;
            scores.write(unit, ref, List.of(row.deleted(number)));
            seasons.advance(unit, lock, number);
            changes.announce(unit, ChangeSubject.TOPIC, new ChangeSubject(ref, number).text());
        }
    }

    private record Item(
            String leaderboard,
            int season,
            Number score,
            Instant reachedAt,
            @JsonRawValue @Nullable String metadata,
            @Nullable Long finalRank) {

        static Item of(
                Board board,
                SeasonRef season,
                long sortKey,
                long reachedAt,
                Optional<String> metadata,
                @Nullable Long rank) {
            return new Item(
                    board.name(),
                    season.season(),
                    RankedScore.score(board, sortKey),
                    UnitOfWork.instant(reachedAt),
                    metadata.orElse(null),
                    rank);
        }
    }
}
