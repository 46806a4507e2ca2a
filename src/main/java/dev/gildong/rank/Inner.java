package dev.gildong.rank;

import java.util.Arrays;
import java.util.List;

/**
 * Up to {@value #FULL} children, with the number of entries up to the end of each: so that what is ahead of a child is
 * one look, and a change adds to the ends behind it.
 */
final class Inner extends Node {
    static final int FULL = 64;

    private static final int OBJECT_BYTES = 32;
    private static final long BYTES =
            OBJECT_BYTES + Footprint.longs(2 * FULL) + Footprint.references(FULL) + Footprint.longs(FULL);

    private final Node[] children = new Node[FULL];
    private final long[] ends = new long[FULL];

    private Inner(Footprint footprint) {
        super(new long[2 * FULL], 0);
        footprint.add(bytes());
    }

    /** Of nodes in order, each of which has its greatest entry or its separator in its last pair. */
    Inner(List<Node> nodes, Footprint footprint) {
        this(footprint);
        for (Node node : nodes) {
            children[size] = node;
            ends[size] = ahead(size) + node.count();
            separate(size, node);
            size++;
        }
    }

    private void separate(int i, Node left) {
        pairs[2 * i] = left.pairs[left.last()];
        pairs[2 * i + 1] = left.pairs[left.last() + 1];
    }

    @Override
    long count() {
        return ahead(size);
    }

    @Override
    long bytes() {
        return BYTES;
    }

    @Override
    int full() {
        return FULL;
    }

    /** The child that has, or would have, this pair. */
    int towards(long first, long second) {
        return Packed.below(pairs, size - 1, first, second);
    }

    /** The child that has the entry at this place of the node. */
    int towards(long place) {
        int from = 0;
        int to = size - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ends[middle] <= place) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    Node child(int i) {
        return children[i];
    }

    /** How many entries are before child i. */
    long ahead(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    @Override
    void insert(long first, long second, Footprint footprint) {
        int i = towards(first, second);
        Node child = children[i];
        child.insert(first, second, footprint);
        shift(i, 1);
        if (child.size == child.full()) {
            Node upper = child.split(footprint);
            open(i + 1);
            children[i + 1] = upper;
            ends[i] = ahead(i) + child.count();
            separate(i, child);
        }
    }

    @Override
    void remove(long first, long second, Footprint footprint) {
        int i = towards(first, second);
        Node child = children[i];
        child.remove(first, second, footprint);
        shift(i, -1);
        if (child.count() == 0) {
            footprint.add(-child.bytes());
            close(i, Math.min(i, size - 2));
        } else if (child.small()) {
            if (i > 0 && fit(i - 1)) {
                join(i - 1, footprint);
            } else if (i < size - 1 && fit(i)) {
                join(i, footprint);
            }
        }
    }

    private void shift(int from, long change) {
        for (int i = from; i < size; i++) {
            ends[i] += change;
        }
    }

    private boolean fit(int i) {
        return children[i].size + children[i + 1].size <= children[i].full() * 3 / 4;
    }

    private void join(int i, Footprint footprint) {
        children[i].absorb(children[i + 1], pairs[2 * i], pairs[2 * i + 1], footprint);
        ends[i] = ends[i + 1];
        close(i + 1, i);
    }

    /** Makes room for a child, with a copy of the end and the separator that were there. */
    private void open(int i) {
        System.arraycopy(children, i, children, i + 1, size - i);
        System.arraycopy(ends, i - 1, ends, i, size - i + 1);
        System.arraycopy(pairs, 2 * (i - 1), pairs, 2 * i, 2 * (size - i));
        size++;
    }

    private void close(int child, int separator) {
        size--;
        System.arraycopy(children, child + 1, children, child, size - child);
        System.arraycopy(ends, child + 1, ends, child, size - child);
        children[size] = null;
        if (size > 0) {
            System.arraycopy(pairs, 2 * (separator + 1), pairs, 2 * separator, 2 * (size - 1 - separator));
        }
    }

    @Override
    Node split(Footprint footprint) {
        Inner upper = new Inner(footprint);
        int kept = size / 2;
        upper.size = size - kept;
        System.arraycopy(children, kept, upper.children, 0, upper.size);
        System.arraycopy(ends, kept, upper.ends, 0, upper.size);
        System.arraycopy(pairs, 2 * kept, upper.pairs, 0, 2 * (upper.size - 1));
        Arrays.fill(children, kept, size, null);
        size = kept;
        upper.shift(0, -ends[kept - 1]);
        return upper;
    }

    @Override
    void absorb(Node next, long first, long second, Footprint footprint) {
        Inner other = (Inner) next;
        pairs[last()] = first;
        pairs[last() + 1] = second;
        long before = count();
        System.arraycopy(other.children, 0, children, size, other.size);
        System.arraycopy(other.ends, 0, ends, size, other.size);
        System.arraycopy(other.pairs, 0, pairs, 2 * size, 2 * (other.size - 1));
        int from = size;
        size += other.size;
        shift(from, before);
        footprint.add(-next.bytes());
    }
}
