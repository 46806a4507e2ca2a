package dev.gildong.rank;

import java.util.ArrayList;
import java.util.List;

/** The entries in rank order: a B+-tree whose inner nodes count. */
final class RankTree {
    private static final int SMALLEST_LEAF = 4;

    private final Footprint footprint;
    private Node root;

    RankTree(Footprint footprint) {
        this.footprint = footprint;
        this.root = emptyLeaf();
    }

    /** Of leaves in order, none of them empty, whose bytes the footprint has. */
    RankTree(List<Node> leaves, Footprint footprint) {
        this.footprint = footprint;
        List<Node> level = leaves;
        while (level.size() > 1) {
            level = parents(level);
        }
        this.root = level.isEmpty() ? emptyLeaf() : level.get(0);
    }

    private Leaf emptyLeaf() {
        return new Leaf(new long[2 * SMALLEST_LEAF], 0, footprint);
    }

    private List<Node> parents(List<Node> level) {
        int most = Inner.FULL * 3 / 4;
        List<Node> parents = new ArrayList<>();
        for (int i = 0; i < level.size(); i += most) {
            parents.add(new Inner(level.subList(i, Math.min(i + most, level.size())), footprint));
        }
        return parents;
    }

    long size() {
        return root.count();
    }

    /** The entry must not be there yet. */
    void insert(long first, long second) {
        root.insert(first, second, footprint);
        if (root.size == root.full()) {
            Node upper = root.split(footprint);
            root = new Inner(List.of(root, upper), footprint);
        }
    }

    /** The entry must be there. */
    void remove(long first, long second) {
        root.remove(first, second, footprint);
        while (root instanceof Inner inner && inner.size < 2) {
            root = inner.size == 0 ? emptyLeaf() : inner.child(0);
            footprint.add(-inner.bytes());
        }
    }

    /** How many entries are less than this position, which need not be there. */
    long below(long first, long second) {
        long ahead = 0;
        Node node = root;
        while (node instanceof Inner inner) {
            int i = inner.towards(first, second);
            ahead += inner.ahead(i);
            node = inner.child(i);
        }
        return ahead + Packed.below(node.pairs, node.size, first, second);
    }

    /** Adds the entries from this place on to a list: as many as one leaf has, or as are wanted. */
    void read(long place, int limit, List<Entry> entries) {
        Node node = root;
        long inNode = place;
        while (node instanceof Inner inner) {
            int i = inner.towards(inNode);
            inNode -= inner.ahead(i);
            node = inner.child(i);
        }
        int from = (int) inNode;
        int to = Math.min(node.size, from + limit);
        for (int i = from; i < to; i++) {
            entries.add(Packed.entry(node.pairs, i));
        }
    }
}
