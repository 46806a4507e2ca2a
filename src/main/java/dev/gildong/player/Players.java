package dev.gildong.player;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Caller;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.Scope;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the public may know of players, kept in memory. But for what takes a
 * unit, not to be asked within one. Safe for any number of threads.
 */
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

    /**
     * The number behind a public id that somebody named.
     *
     * @throws ProblemException 404 if nobody has it
     */
    public long named(String id) {
        return number(id).orElseThrow(Players::nobody);
    }

    /**
     * A player who was named, locked until the unit ends. The number may have been remembered while the player was erased.
     *
     * @throws ProblemException 404 if that is so
     */
    public Player lock(UnitOfWork unit, long number) {
        Player player = repository.lock(unit, number);
        if (player.erased()) {
            throw nobody();
        }
        return player;
    }

    /**
     * The same, for a caller who bans the player, lifts a ban, or erases the player.
     *
     * @throws ProblemException 404 as above; 403 for one of the staff, if the caller must not change roles
     */
    public Player lock(UnitOfWork unit, long number, Caller caller) {
        Player player = lock(unit, number);
        if (player.role() != Role.PLAYER && !caller.hasScope(Scope.KEYS)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "This player is one of the staff; it takes the scope keys.");
        }
        return player;
    }

    private static ProblemException nobody() {
        return ProblemException.notFound("There is no such player.");
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
