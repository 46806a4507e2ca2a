package dev.gildong.score;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.persistence.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What pages show of scores besides their ranks, kept in memory until the score changes. Safe for any number of threads. */
public final class EntryDetails {
    private final Database database;
    private final ScoreRepository scores = new ScoreRepository();
    private final ReadThroughCache<DetailKey, Detail> cache;

    /** @param caches takes the cache of details */
    public EntryDetails(Database database, CacheCatalogue caches, CacheSettings limits) {
        this.database = database;
        this.cache = caches.add(
                "score-details",
                new CacheCatalogue.KeyType<>(DetailKey.class, subject -> {
                    // Nodes tell each other of seasons; each forgets details as it puts changes into its index.
                    throw new IllegalArgumentException("nobody tells of a single score");
                }),
                Detail.class,
                limits.scores(),
                limits.timeToLive());
    }

    /** By player; without those who have no score, or had none a moment ago. Not to be called within a unit of work. */
    Map<Long, Detail> get(LiveSeason season, Collection<Long> players) {
        List<DetailKey> keys = players.stream()
                .map(player -> new DetailKey(season.load(), player))
                .toList();
        Map<Long, Detail> found = new HashMap<>();
        cache.getAll(keys, missing -> load(season, missing)).forEach((key, detail) -> found.put(key.player(), detail));
        return found;
    }

    private Map<DetailKey, Detail> load(LiveSeason season, Set<DetailKey> missing) {
        List<Long> players = missing.stream().map(DetailKey::player).toList();
        Map<DetailKey, Detail> loaded = new HashMap<>();
        database.transact(unit -> scores.details(unit, season.season(), players))
                .forEach((player, detail) -> loaded.put(new DetailKey(season.load(), player), detail));
        return loaded;
    }

    /**
     * A score has changed, and its change is committed.
     *
     * @param load of its season
     */
    void changed(long load, Change change) {
        DetailKey key = new DetailKey(load, change.player());
        change.detail().ifPresentOrElse(detail -> cache.replace(key, detail), () -> cache.forget(key));
    }

    /** What is remembered of a score may not be right. */
    void forget(long load, long player) {
        cache.forget(new DetailKey(load, player));
    }
}
