package dev.gildong.player;

import dev.gildong.persistence.UnitOfWork;
import java.util.function.Consumer;

/**
 * What a feature keeps of players. Each feature that stores anything for a player, or writes down what one said, offers
 * one: so that an export shows it and an erasure removes it. Safe for any number of threads.
 */
public interface PlayerData {

    /** What it is called in an export, in camelCase. */
    String name();

    /**
     * Shows everything there is of a player, in units of its own.
     *
     * @param item takes each record, as Jackson is to write it; not to be called within a unit
     */
    void export(PlayerRef player, Consumer<Object> item);

    /**
     * Removes some of it within the caller's unit, so little that its locks are short. Does no harm where there is
     * nothing.
     *
     * @return whether there may be more
     */
    boolean erase(UnitOfWork unit, PlayerRef player);
}
