package dev.gildong.document;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Where a document stands in the order in which a search goes.
 *
 * @param entry by what it is sorted before all; empty where that is nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, nor changed
record Position(byte[] entry, long player, String key) {
    static final byte[] NO_ENTRY = {};

    /** Entries first, then numbers of players, then keys. */
    static final Comparator<Position> ORDER = Comparator.comparing(Position::entry, Arrays::compareUnsigned)
            .thenComparingLong(Position::player)
            .thenComparing(Position::key);
}
