package dev.gildong.change;

import dev.gildong.TestDatabase;
import dev.gildong.persistence.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;

/** A node as far as changes go: a pool, a log, and a note of what was heard of the topic {@code t}. */
@NullMarked
public final class Node implements AutoCloseable {
    static final Duration KEEP = Duration.ofMinutes(10);

    private final Database database;
    private final ChangeLog changes;
    /** Stands still, shortly before the nanoseconds overflow. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger reloads = new AtomicInteger();

    /** Hears nothing yet. */
    public Node(String url) {
        database = TestDatabase.open(url, 20);
        changes = new ChangeLog(database, new ChangeSettings(Duration.ofMillis(50), KEEP), nanos::get);
        changes.subscribe("t", new ChangeLog.Listener() {
            @Override
            public void changed(String subject) {
                heard.add(subject);
            }

            @Override
            public void reload() {
                reloads.incrementAndGet();
            }
        });
    }

    public Database database() {
        return database;
    }

    public ChangeLog changes() {
        return changes;
    }

    /** Lets this time pass on this node. */
    public void sleep(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Announces and commits. */
    void announce(String subject) {
        database.transact(unit -> {
            changes.announce(unit, "t", subject);
            return unit;
        });
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    int reloads() {
        return reloads.get();
    }

    void sql(String statement) {
        database.transact(unit -> unit.update(statement));
    }

    long number(String query) {
        return database.transact(unit -> unit.find(row -> row.getLong(1), query).orElseThrow());
    }

    @Override
    public void close() {
        changes.close();
        database.close();
    }
}
