package dev.gildong.rank;

import java.util.Arrays;

/** Up to {@value #FULL} entries in order. */
final class Leaf extends Node {
    static final int FULL = 128;

    private static final int OBJECT_BYTES = 24;

    Leaf(long[] pairs, int size, Footprint footprint) {
        super(pairs, size);
        footprint.add(bytes());
    }

    @Override
    long count() {
        return size;
    }

    @Override
    long bytes() {
        return OBJECT_BYTES + Footprint.longs(pairs.length);
    }

    @Override
    int full() {
        return FULL;
    }

    @Override
    void insert(long first, long second, Footprint footprint) {
        int place = Packed.below(pairs, size, first, second);
        if (2 * size == pairs.length) {
            resize(size + room(size), footprint);
        }
        System.arraycopy(pairs, 2 * place, pairs, 2 * place + 2, 2 * (size - place));
        pairs[2 * place] = first;
        pairs[2 * place + 1] = second;
        size++;
    }

    @Override
    void remove(long first, long second, Footprint footprint) {
        int place = Packed.below(pairs, size, first, second);
        size--;
        System.arraycopy(pairs, 2 * place + 2, pairs, 2 * place, 2 * (size - place));
        if (pairs.length / 2 - size > 2 * room(size)) {
            resize(size + room(size), footprint);
        }
    }

    /** How many free entries an array of so many gets. */
    private static int room(int size) {
        return 4 + size / 8;
    }

    private void resize(int capacity, Footprint footprint) {
        int length = 2 * Math.min(capacity, FULL);
        footprint.add(8L * (length - pairs.length));
        pairs = Arrays.copyOf(pairs, length);
    }

    @Override
    Node split(Footprint footprint) {
        int kept = size / 2;
        int moved = size - kept;
        long[] upper = new long[2 * (moved + room(moved))];
        System.arraycopy(pairs, 2 * kept, upper, 0, 2 * moved);
        size = kept;
        resize(kept + room(kept), footprint);
        return new Leaf(upper, moved, footprint);
    }

    @Override
    void absorb(Node next, long first, long second, Footprint footprint) {
        int all = size + next.size;
        resize(all + room(all), footprint);
        System.arraycopy(next.pairs, 0, pairs, 2 * size, 2 * next.size);
        size = all;
        footprint.add(-next.bytes());
    }
}
