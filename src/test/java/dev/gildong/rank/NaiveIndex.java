package dev.gildong.rank;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link RankIndex} should answer: a sorted list and a map, with nothing that could be wrong in them. */
final class NaiveIndex {
    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::sortKey)
            .thenComparingLong(Entry::reached)
            .thenComparingLong(Entry::player);

    private final List<Entry> order = new ArrayList<>();
    private final Map<Long, Entry> players = new HashMap<>();

    void put(Entry entry) {
        remove(entry.player());
        players.put(entry.player(), entry);
        order.add((int) ahead(entry.sortKey(), entry.reached()), entry);
    }

    boolean remove(long player) {
        Entry entry = players.remove(player);
        if (entry != null) {
            order.remove(Collections.binarySearch(order, entry, ORDER));
        }
        return entry != null;
    }

    Entry find(long player) {
        return players.get(player);
    }

    long ahead(long sortKey, long reached) {
        return ~Collections.binarySearch(order, new Entry(sortKey, reached, 0), ORDER);
    }

    long aheadOf(long sortKey) {
        return ahead(sortKey, 0);
    }

    long upTo(long sortKey) {
        return ahead(sortKey, Long.MAX_VALUE);
    }

    List<Entry> order() {
        return order;
    }
}
