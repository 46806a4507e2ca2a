package dev.gildong.change;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that were passed over: their rows are not committed yet, or never will be. For one thread at a time.
 */
final class Gaps {
    /** So many at most. */
    static final int LIMIT = 10_000;

    /** When each was noticed, the oldest first. */
    private final Map<Long, Long> noticed = new LinkedHashMap<>();

    /**
     * Remembers the numbers between two rows.
     *
     * @return false if these are too many; then none of them is remembered
     */
    boolean add(long after, long before, long nanos) {
        if (before - after - 1 > LIMIT - noticed.size()) {
            return false;
        }
        for (long id = after + 1; id < before; id++) {
            noticed.put(id, nanos);
        }
        return true;
    }

    boolean contains(long id) {
        return noticed.containsKey(id);
    }

    /** The row has appeared. */
    void remove(long id) {
        noticed.remove(id);
    }

    /** Gives up those that were noticed at this time or before. */
    void drop(long nanos) {
        Iterator<Long> oldestFirst = noticed.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next() - nanos <= 0) {
            oldestFirst.remove();
        }
    }

    void clear() {
        noticed.clear();
    }

    List<Long> ids() {
        return new ArrayList<>(noticed.keySet());
    }
}
