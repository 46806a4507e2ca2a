package dev.gildong.module;

import dev.gildong.player.PlayerData;
import dev.gildong.task.Purge;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server takes from a module. Immutable; each {@code with} makes another one.
 *
 * @param resources JAX-RS resources, each of a class with {@code @Path}; they serve all requests, on any number of threads
 * @param playerData what the module keeps of players, for exports and erasures
 * @param purges what it removes by the clock
 */
public record ModuleParts(List<Object> resources, List<PlayerData> playerData, List<Purge> purges) {

    /** These resources and nothing else. */
    public static ModuleParts of(Object... resources) {
        return new ModuleParts(List.of(resources), List.of(), List.of());
    }

    /** And this of players. */
    public ModuleParts with(PlayerData more) {
        return new ModuleParts(resources, and(playerData, more), purges);
    }

    /** And this purge, whose task and schedule the server registers. */
    public ModuleParts with(Purge more) {
        return new ModuleParts(resources, playerData, and(purges, more));
    }

    private static <T> List<T> and(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}
