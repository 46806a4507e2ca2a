package dev.gildong.player;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the public may know of players, kept in memory. Not to be asked within a unit of work. Safe for any number of threads. */
public final class Players {
    private final Database database;
    private final PlayerRepository repository;
    private final ReadThroughCache<String, Long> numbers;
    private final ReadThroughCache<Long, PlayerProfile> profiles;

    /** @param caches takes the caches of numbers and of profiles */
    public Players(Database database, PlayerRepository repository, CacheCatalogue caches, CacheSettings settings) {
        this.database = database;
        this.repository = repository;
        this.numbers =
                caches.add("player-numbers", String.class, Long.class, settings.players(), settings.timeToLive());
        this.profiles = caches.add(
                "players",
                new CacheCatalogue.KeyType<>(Long.class, Long::valueOf),
                PlayerProfile.class,
                settings.players(),
                settings.timeToLive());
    }

    /** Lets every node read a profile again when this unit, which changes it, commits. */
    public void forget(UnitOfWork unit, long number) {
        profiles.remove(unit, number);
    }

    /** Lets every node forget a player who is erased when this unit commits. */
    public void forget(UnitOfWork unit, PlayerRef player) {
        numbers.remove(unit, player.id());
        profiles.remove(unit, player.number());
    }

    /** The number behind a public id. */
    public Optional<Long> number(String id) {
        return Optional.ofNullable(numbers(List.of(id)).get(id));
    }

    /** The numbers behind public ids, without those that nobody has. */
    public Map<String, Long> numbers(Collection<String> ids) {
        return numbers.getAll(ids, missing -> database.transact(unit -> repository.numbers(unit, missing)));
    }

    /** Profiles by number, without those of players who are gone. */
    public Map<Long, PlayerProfile> profiles(Collection<Long> players) {
        return profiles.getAll(players, missing -> database.transact(unit -> repository.profiles(unit, missing)));
    }
}
