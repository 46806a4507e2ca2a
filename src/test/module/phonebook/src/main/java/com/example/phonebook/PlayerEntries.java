package com.example.phonebook;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A player's phone book, for whoever wants to see all that is kept, or to be forgotten. */
final class PlayerEntries implements PlayerData {
    private static final int BATCH = 100;

    private final PhoneBook book;

    PlayerEntries(PhoneBook book) {
        this.book = book;
    }

    @Override
    public String name() {
        return "phoneBook";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        String after = "";
        List<EntryResponse> some;
        do {
            some = book.list(player.number(), Optional.empty(), after, BATCH);
            some.forEach(item);
            after = some.isEmpty() ? after : some.get(some.size() - 1).id();
        } while (some.size() == BATCH);
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        return book.forget(unit, player.number());
    }
}
