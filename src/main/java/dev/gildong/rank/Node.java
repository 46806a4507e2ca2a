package dev.gildong.rank;

/**
 * A node of the {@link RankTree}. A node that is full after an insertion is split by its parent; one that has become
 * small is joined to a neighbour where both fit into one, and one without entries is dropped. Nothing is moved between
 * neighbours otherwise: a node that is half empty costs little, as its array is sized to what it holds.
 */
abstract sealed class Node permits Leaf, Inner {
    /** A leaf's entries; an inner node's separators, of which separator i is not less than anything in child i. */
    long[] pairs;
    /** Entries of a leaf, children of an inner node. */
    int size;

    Node(long[] pairs, int size) {
        this.pairs = pairs;
        this.size = size;
    }

    /** How many entries are in this node and below it. */
    abstract long count();

    /** The heap that this node itself takes. */
    abstract long bytes();

    /** The size at which this node is to be split. */
    abstract int full();

    /** The entry must not be there yet. */
    abstract void insert(long first, long second, Footprint footprint);

    /** The entry must be there. */
    abstract void remove(long first, long second, Footprint footprint);

    /**
     * Moves the upper half to a new node. The separator between the two is then the last pair of this node: see {@link
     * #last}.
     */
    abstract Node split(Footprint footprint);

    /** Takes everything from the next node, of which this separator told it apart. */
    abstract void absorb(Node next, long first, long second, Footprint footprint);

    /** Where the pair of this node's last entry or child begins. */
    final int last() {
        return 2 * (size - 1);
    }

    final boolean small() {
        return size < full() / 4;
    }
}
