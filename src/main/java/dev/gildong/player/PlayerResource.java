package dev.gildong.player;

import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Public profiles. */
@Path("v1/players")
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerResource {
    private final Players players;

    /** @param players all of them */
    public PlayerResource(Players players) {
        this.players = players;
    }

    /** The public profile of a player. */
    @GET
    @Path("{id}")
    @Access(Access.Who.SIGNED_IN)
    public PlayerProfile get(@PathParam("id") String id) {
        return players.number(id)
                .map(number -> players.profiles(List.of(number)).get(number))
                .orElseThrow(() -> ProblemException.notFound("There is no such player."));
    }
}
