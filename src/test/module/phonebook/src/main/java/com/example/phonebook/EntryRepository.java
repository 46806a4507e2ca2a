package com.example.phonebook;

import dev.gildong.persistence.UnitOfWork;
import java.util.List;
import java.util.Optional;

/** Phone books in the database. */
final class EntryRepository {

    /** Adds a line; the unique key decides when a number is there already. */
    Entry add(UnitOfWork unit, Entry entry) {
        unit.entities().persist(entry);
        unit.flush();
        return entry;
    }

    Optional<Entry> find(UnitOfWork unit, String id) {
        return Optional.ofNullable(unit.entities().find(Entry.class, id));
    }

    /** A player's lines behind an id, all of them or those of one name. */
    List<Entry> page(UnitOfWork unit, long playerNo, Optional<String> name, String after, int limit) {
        return unit.entities()
                .createQuery(
                        """
                        SELECT e FROM PhoneBookEntry e
                        WHERE e.playerNo = :player AND e.id > :after AND (:name IS NULL OR e.name = :name)
                        ORDER BY e.id
                        """,
                        Entry.class)
                .setParameter("player", playerNo)
                .setParameter("after", after)
                .setParameter("name", name.orElse(null))
                .setMaxResults(limit)
                .getResultList();
    }

    boolean remove(UnitOfWork unit, String id) {
        return unit.update("DELETE FROM phonebook_entry WHERE entry_id = ?", id) == 1;
    }

    long count(UnitOfWork unit) {
        return unit.find(row -> row.getLong(1), "SELECT COUNT(*) FROM phonebook_entry").orElseThrow();
    }
}
