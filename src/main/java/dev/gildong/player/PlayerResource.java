package dev.gildong.player;

import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Public profiles. */
@Path("v1/players")
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerResource {
    private static final int MOST = 100;

    private final Players players;

    /** @param players all of them */
    public PlayerResource(Players players) {
        this.players = players;
    }

    /** The public profiles of several players, in the order asked for, without those that nobody has. */
    @GET
    @Access(Access.Who.SIGNED_IN)
    public PlayerListResponse list(@QueryParam("ids") @Nullable String ids) {
        List<String> asked = ids == null || ids.isEmpty()
                ? List.of()
                : Arrays.stream(ids.split(",", -1)).toList();
        if (asked.isEmpty() || asked.size() > MOST) {
            throw new ProblemException(
                    ProblemType.INVALID, "ids must be 1 to " + MOST + " ids of players, separated by commas.");
        }
        Map<String, Long> numbers = players.numbers(asked);
        Map<Long, PlayerProfile> profiles = players.profiles(numbers.values());
        return new PlayerListResponse(asked.stream()
                .distinct()
                .map(numbers::get)
                .filter(Objects::nonNull)
                .map(profiles::get)
                .filter(Objects::nonNull)
                .toList());
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
