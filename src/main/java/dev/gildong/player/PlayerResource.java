package dev.gildong.player;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Public profiles. */
@Path("v1/players")
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerResource {
    private final Database database;
    private final PlayerRepository players;
    private final ReadThroughCache<String, PlayerProfile> profiles;

    /** @param caches takes the cache of profiles */
    public PlayerResource(Database database, PlayerRepository players, CacheCatalogue caches, CacheSettings settings) {
        this.database = database;
        this.players = players;
        this.profiles =
                caches.add("players", String.class, PlayerProfile.class, settings.players(), settings.timeToLive());
    }

    /** The public profile of a player. */
    @GET
    @Path("{id}")
    @Access(Access.Who.SIGNED_IN)
    public PlayerProfile get(@PathParam("id") String id) {
        return profiles.get(id, key -> database.transact(unit -> players.profile(unit, key)))
                .orElseThrow(() -> ProblemException.notFound("There is no such player."));
    }
}
