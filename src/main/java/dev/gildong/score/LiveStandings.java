package dev.gildong.score;

import dev.gildong.leaderboard.Season;
import dev.gildong.rank.Entry;
import dev.gildong.rank.RankIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A season that runs. Ranks come from memory and fit together, since nobody changes the index while they are read; what
 * the database knows besides is added afterwards, and if it belongs to a newer score, all is read again.
 */
final class LiveStandings implements Standings {
    private static final int ATTEMPTS = 5;

    private final LiveSeasons seasons;
    private final EntryDetails details;
    private final Season season;
    private final boolean shared;

    /** @param season not closed */
    LiveStandings(LiveSeasons seasons, Season season, boolean shared) {
        this.seasons = seasons;
        this.details = seasons.details();
        this.season = season;
        this.shared = shared;
    }

    @Override
    public Window page(Start start, int limit, Optional<Long> caller) {
        return complete(index -> {
            long place = place(index, start);
            return look(index, place, limit, caller);
        });
    }

    private long place(RankIndex index, Start start) {
        if (start instanceof Start.AtRank at) {
            long place = at.rank() - 1;
            boolean inTie = shared && place < index.size() && rank(index, index.at(place)) < at.rank();
            return inTie ? index.upTo(index.at(place).sortKey()) : place;
        }
        Start.Behind behind = (Start.Behind) start;
        // Of the position itself nobody is ahead; so whoever stands on it is left out by asking for the next one.
        return index.ahead(behind.sortKey(), behind.reachedNo() + 1);
    }

    @Override
    public Window around(long player, int limit, Optional<Long> caller) {
        return complete(index -> {
            Entry centre = entry(index, player);
            long place = index.ahead(centre.sortKey(), centre.reached());
            long first = Math.max(0, Math.min(place - (limit - 1) / 2, index.size() - limit));
            return look(index, first, limit, caller);
        });
    }

    @Override
    public Window of(Collection<Long> players) {
        return complete(index -> {
            List<Entry> entries = players.stream()
                    .map(index::find)
                    .filter(found -> found != null)
                    .sorted(Comparator.comparingLong(Entry::sortKey).thenComparingLong(Entry::reached))
                    .toList();
            List<Long> ranks = entries.stream().map(entry -> rank(index, entry)).toList();
            return new Look(entries, ranks, index.size(), Optional.empty(), false);
        });
    }

    @Override
    public Rank rankOf(long sortKey) {
        return seasons.get(season)
                .read(index -> new Rank(1 + (shared ? index.aheadOf(sortKey) : index.upTo(sortKey)), index.size()));
    }

    private Look look(RankIndex index, long place, int limit, Optional<Long> caller) {
        List<Entry> entries = place < index.size() ? index.from(place, limit) : List.of();
        List<Long> ranks = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean tied = shared && i > 0 && entries.get(i - 1).sortKey() == entry.sortKey();
            ranks.add(tied ? ranks.get(i - 1) : shared ? 1 + index.aheadOf(entry.sortKey()) : place + i + 1);
        }
        Optional<Window.Own> own =
                caller.map(index::find).map(entry -> new Window.Own(rank(index, entry), entry.sortKey()));
        return new Look(entries, ranks, index.size(), own, place + entries.size() < index.size());
    }

    private long rank(RankIndex index, Entry entry) {
        return 1 + (shared ? index.aheadOf(entry.sortKey()) : index.ahead(entry.sortKey(), entry.reached()));
    }

    private static Entry entry(RankIndex index, long player) {
        @Nullable Entry entry = index.find(player);
        if (entry == null) {
            throw ScoreProblems.noEntry();
        }
        return entry;
    }

    private Window complete(Function<RankIndex, Look> look) {
        LiveSeason live = seasons.get(season);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Look found = live.read(look);
            List<Long> players = found.entries().stream().map(Entry::player).toList();
            Map<Long, Detail> known = players.isEmpty() ? Map.of() : details.get(live, players);
            List<Long> misfits = found.misfits(known);
            if (misfits.isEmpty()) {
                return found.with(known);
            }
            misfits.forEach(player -> details.forget(live.load(), player));
            live.doubt(); // the database knows of a change that is on its way to the index
            live.follow();
        }
        throw ScoreProblems.busy();
    }

    /** What was found in the index. */
    private record Look(List<Entry> entries, List<Long> ranks, long total, Optional<Window.Own> own, boolean more) {

        /** Players whose detail is missing, or belongs to another score. */
        List<Long> misfits(Map<Long, Detail> details) {
            return entries.stream()
                    .filter(entry -> !fits(entry, details.get(entry.player())))
                    .map(Entry::player)
                    .toList();
        }

        private static boolean fits(Entry entry, @Nullable Detail detail) {
            return detail != null && detail.reachedNo() == entry.reached();
        }

        Window with(Map<Long, Detail> details) {
            List<Standing> standings = new ArrayList<>(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                Detail detail = Objects.requireNonNull(details.get(entry.player()));
                standings.add(new Standing(
                        ranks.get(i),
                        entry.player(),
                        entry.sortKey(),
                        entry.reached(),
                        detail.reachedAt(),
                        detail.metadata()));
            }
            return new Window(standings, total, own, more);
        }
    }
}
