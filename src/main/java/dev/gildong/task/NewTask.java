package dev.gildong.task;

import java.time.Instant;
import java.util.Optional;

/**
 * A task to be enqueued. Immutable; each method below makes another one.
 *
 * @param name of its type
 * @param args as JSON
 * @param runAt not before this instant; empty for at once
 * @param uniqueKey while an unfinished task of this type has the same key, that one stands and no other is made
 * @param owner number of the player who may ask for it; empty for the server's own
 */
public record NewTask(
        String name,
        String args,
        Optional<Instant> runAt,
        Priority priority,
        Optional<String> uniqueKey,
        Optional<Long> owner) {
    static final int MAX_KEY = 200;

    /** Checks the key. */
    public NewTask {
        if (uniqueKey.map(String::length).orElse(1) > MAX_KEY) {
            throw new IllegalArgumentException("a unique key has at most " + MAX_KEY + " characters");
        }
    }

    NewTask(String name, String args) {
        this(name, args, Optional.empty(), Priority.NORMAL, Optional.empty(), Optional.empty());
    }

    /** Not before this instant. */
    public NewTask at(Instant instant) {
        return new NewTask(name, args, Optional.of(instant), priority, uniqueKey, owner);
    }

    /** With this priority. */
    public NewTask with(Priority other) {
        return new NewTask(name, args, runAt, other, uniqueKey, owner);
    }

    /** One unfinished task for this key. */
    public NewTask uniqueBy(String key) {
        return new NewTask(name, args, runAt, priority, Optional.of(key), owner);
    }

    /** For this player. */
    public NewTask ownedBy(long playerNo) {
        return new NewTask(name, args, runAt, priority, uniqueKey, Optional.of(playerNo));
    }
}
