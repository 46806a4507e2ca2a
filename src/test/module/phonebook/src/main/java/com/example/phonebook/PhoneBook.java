package com.example.phonebook;

import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The phone books of all players. Safe for any number of threads. */
final class PhoneBook {
    private static final ProblemType PHONE_TAKEN =
            new ProblemType("phone-taken", 409, "This number is in the book already");

    private final Database database;
    private final ReadThroughCache<String, Stored> cache;
    private final PageTokens tokens;
    private final EntryRepository repository = new EntryRepository();

    PhoneBook(Database database, ReadThroughCache<String, Stored> cache, PageTokens tokens) {
        this.database = database;
        this.cache = cache;
        this.tokens = tokens;
    }

    /** Adds all of them or none. */
    List<EntryResponse> add(long playerNo, List<EntryRequest> lines) {
        return write(unit -> lines.stream()
                .map(line -> repository.add(unit, new Entry(playerNo, line)).response())
                .toList());
    }

    EntryResponse change(long playerNo, String id, EntryRequest line) {
        return write(unit -> {
            Entry entry = own(unit, playerNo, id);
            entry.change(line);
            unit.flush();
            cache.remove(unit, id); // on every node, once this unit is committed
            return entry.response();
        });
    }

    void remove(long playerNo, String id) {
        database.transact(unit -> {
            own(unit, playerNo, id);
            cache.remove(unit, id);
            return repository.remove(unit, id);
        });
    }

    /** One line, from memory where it is there. */
    EntryResponse get(long playerNo, String id) {
        return cache.get(id, key -> database.transact(unit -> repository.find(unit, key).map(Entry::stored)))
                .filter(stored -> stored.playerNo() == playerNo)
                .map(Stored::entry)
                .orElseThrow(PhoneBook::none);
    }

    /** Lines in the order of their ids. */
    EntryPageResponse page(long playerNo, Optional<String> name, int limit, Optional<String> pageToken) {
        String after = pageToken.map(token -> tokens.readName(PagedList.MODULE, token)).orElse("");
        List<EntryResponse> found = list(playerNo, name, after, limit + 1);
        Page<EntryResponse> page =
                Page.of(found, limit, last -> tokens.writeName(PagedList.MODULE, last.id()));
        return new EntryPageResponse(page.items(), page.nextPageToken());
    }

    List<EntryResponse> list(long playerNo, Optional<String> name, String after, int limit) {
        return database.transact(unit -> repository.page(unit, playerNo, name, after, limit).stream()
                .map(Entry::response)
                .toList());
    }

    /** Forgets up to a hundred lines within the caller's unit; whether there may be more. */
    boolean forget(UnitOfWork unit, long playerNo) {
        List<Entry> some = repository.page(unit, playerNo, Optional.empty(), "", 100);
        for (Entry entry : some) {
            cache.remove(unit, entry.response().id());
            repository.remove(unit, entry.response().id());
        }
        return some.size() == 100;
    }

    /** Another player's line is answered as one that is not there. */
    private Entry own(UnitOfWork unit, long playerNo, String id) {
        return repository.find(unit, id)
                .filter(entry -> entry.stored().playerNo() == playerNo)
                .orElseThrow(PhoneBook::none);
    }

    private <T> T write(Function<UnitOfWork, T> work) {
        try {
            return database.transact(work);
        } catch (ConstraintException e) {
            throw new ProblemException(PHONE_TAKEN, null);
        }
    }

    private static ProblemException none() {
        return ProblemException.notFound("There is no such entry.");
    }
}
