package dev.gildong.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of an index: all entries between two, with both.
 *
 * @param low the least one; bytes as {@link IndexEntries} makes them
 * @param high the greatest one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, nor changed
record Span(byte[] low, byte[] high) {

    /** Whether there can be nothing in it. */
    private boolean isEmpty() {
        return Arrays.compareUnsigned(low, high) > 0;
    }

    /** What is in both lists of spans. */
    static List<Span> common(List<Span> some, List<Span> others) {
        List<Span> common = new ArrayList<>();
        for (Span one : some) {
            for (Span other : others) {
                Span both = new Span(
                        Arrays.compareUnsigned(one.low, other.low) > 0 ? one.low : other.low,
                        Arrays.compareUnsigned(one.high, other.high) < 0 ? one.high : other.high);
                if (!both.isEmpty()) {
                    common.add(both);
                }
            }
        }
        return common;
    }
}
