package dev.gildong.document;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first documents in an order, out of many that come in any; no more than a page shows. Belongs to one thread. */
final class SortedPage {
    private final int limit;
    private final TreeMap<Position, Found> first;
    private long bytes;
    private boolean dropped;

    /** A page of so many, at most a mebibyte. */
    SortedPage(Comparator<Position> order, int limit) {
        this.limit = limit;
        this.first = new TreeMap<>(order);
    }

    void add(Position position, Found found) {
        first.put(position, found);
        bytes += DocumentText.bytes(found.document().text());
        while (first.size() > limit || first.size() > 1 && bytes > DocumentLists.MOST_BYTES) {
            Map.Entry<Position, Found> last = first.pollLastEntry();
            bytes -= DocumentText.bytes(last.getValue().document().text());
            dropped = true;
        }
    }

    /** Those that stayed, in order. */
    SortedMap<Position, Found> documents() {
        return first;
    }

    /** Whether others follow. */
    boolean hasMore() {
        return dropped;
    }
}
