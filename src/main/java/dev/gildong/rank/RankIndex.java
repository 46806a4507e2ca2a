package dev.gildong.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order of one leaderboard's season, in memory: a player's entry in constant time, ranks and pages in the logarithm
 * of the entries, all of them exact. An entry costs about 40 bytes.
 *
 * <p>Not thread safe: many readers may be in it, or one writer and nobody else. The caller locks, with a {@link
 * java.util.concurrent.locks.ReadWriteLock} for one.
 *
 * <p>Limits: sort keys within ±(2<sup>53</sup> − 1), reached numbers from 1 to 2<sup>39</sup> − 1 (5.5 × 10<sup>11</sup>
 * changes of one season), players from 1 to 2<sup>35</sup> − 1 (3.4 × 10<sup>10</sup>). Everything outside of them is an
 * {@link IllegalArgumentException} and changes nothing.
 */
public final class RankIndex {
    private static final int OWN_BYTES = 24 + 24 + 16;

    private final Footprint footprint;
    private final RankTree tree;
    private final PlayerMap players;

    /** An empty index. */
    public RankIndex() {
        this.footprint = new Footprint();
        this.tree = new RankTree(footprint);
        this.players = new PlayerMap(0, footprint);
    }

    private RankIndex(Builder builder) {
        this.footprint = builder.footprint;
        this.tree = new RankTree(builder.leaves, footprint);
        this.players = builder.players;
    }

    /**
     * For entries that come in rank order already.
     *
     * @param expected how many are to come; it may be wrong, but memory is taken for so many
     */
    public static Builder builder(long expected) {
        if (expected < 0) {
            throw new IllegalArgumentException("expected is negative");
        }
        return new Builder(expected);
    }

    /**
     * Gives a player this entry, instead of the one that he may have.
     *
     * @param reached no other entry of this index has this number
     */
    public void put(long player, long sortKey, long reached) {
        Packed.checkEntry(reached, player);
        long first = Packed.first(sortKey, reached);
        long second = Packed.second(reached, player);
        long hash = PlayerMap.hash(player);
        PlayerSegment segment = players.segment(hash);
        int slot = segment.find(player, hash);
        if (slot < 0) {
            players.add(first, second, hash);
        } else {
            tree.remove(segment.first(slot), segment.second(slot));
            segment.set(slot, first, second);
        }
        tree.insert(first, second);
    }

    /** Takes a player's entry away; false if he has none. */
    public boolean remove(long player) {
        long hash = PlayerMap.hash(player);
        PlayerSegment segment = players.segment(hash);
        int slot = segment.find(player, hash);
        if (slot < 0) {
            return false;
        }
        tree.remove(segment.first(slot), segment.second(slot));
        players.remove(segment, slot);
        return true;
    }

    /** How many entries there are. */
    public long size() {
        return tree.size();
    }

    /** A player's entry, or null if he has none. */
    public @Nullable Entry find(long player) {
        long hash = PlayerMap.hash(player);
        PlayerSegment segment = players.segment(hash);
        int slot = segment.find(player, hash);
        return slot < 0 ? null : segment.entry(slot);
    }

    /** How many entries lead this position: its place, from 0. It need not hold an entry. */
    public long ahead(long sortKey, long reached) {
        return tree.below(Packed.first(sortKey, reached), Packed.second(reached, 0));
    }

    /** How many entries have a smaller sort key: with shared ranks, the rank of this key less one. */
    public long aheadOf(long sortKey) {
        return ahead(sortKey, 0);
    }

    /** How many entries have this sort key or a smaller one: what a new entry with this key would have ahead of it. */
    public long upTo(long sortKey) {
        return sortKey == Packed.MAX_SORT_KEY ? size() : aheadOf(sortKey + 1);
    }

    /**
     * The entry at a place, from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Entry at(long place) {
        Objects.checkIndex(place, size());
        List<Entry> entry = new ArrayList<>(1);
        tree.read(place, 1, entry);
        return entry.get(0);
    }

    /**
     * The entries from a place on, from 0, best first: as many as the limit says, or fewer at the end. The list is the
     * caller's own.
     *
     * @throws IllegalArgumentException if the place or the limit is negative
     */
    public List<Entry> from(long place, int limit) {
        if (place < 0 || limit < 0) {
            throw new IllegalArgumentException("place or limit is negative");
        }
        int wanted = (int) Math.min(limit, Math.max(0, size() - place));
        List<Entry> entries = new ArrayList<>(wanted);
        while (entries.size() < wanted) {
            int before = entries.size();
            tree.read(place + before, wanted - before, entries);
            if (entries.size() == before) {
                throw new ConcurrentModificationException("an index was read while it was written");
            }
        }
        return entries;
    }

    /** The heap that this index holds, in bytes: an estimate, for a 64-bit Java with compressed references. */
    public long bytes() {
        return OWN_BYTES + footprint.bytes();
    }

    /** Builds an index of entries that come in rank order, several times faster than putting them one by one. */
    public static final class Builder {
        private static final int LEAF_FILL = Leaf.FULL * 3 / 4;

        private final Footprint footprint = new Footprint();
        private final PlayerMap players;
        private final List<Node> leaves = new ArrayList<>();
        private final long[] pending = new long[2 * LEAF_FILL];
        private int pendingSize;
        private long lastSortKey = Long.MIN_VALUE;
        private long lastReached;

        private Builder(long expected) {
            this.players = new PlayerMap(expected, footprint);
        }

        /**
         * Adds the next entry.
         *
         * @throws IllegalArgumentException if it does not come after the one before, if the player has an entry
         *     already, or if a number is outside of its limits
         */
        public void add(long sortKey, long reached, long player) {
            Packed.checkEntry(reached, player);
            long first = Packed.first(sortKey, reached);
            long second = Packed.second(reached, player);
            if (sortKey < lastSortKey || sortKey == lastSortKey && reached <= lastReached) {
                throw new IllegalArgumentException("not in rank order");
            }
            if (!players.add(first, second, PlayerMap.hash(player))) {
                throw new IllegalArgumentException("a player twice");
            }
            pending[2 * pendingSize] = first;
            pending[2 * pendingSize + 1] = second;
            pendingSize++;
            lastSortKey = sortKey;
            lastReached = reached;
            if (pendingSize == LEAF_FILL) {
                flush();
            }
        }

        private void flush() {
            leaves.add(new Leaf(Arrays.copyOf(pending, 2 * pendingSize), pendingSize, footprint));
            pendingSize = 0;
        }

        /** The index of what was added. The builder is of no use afterwards. */
        public RankIndex build() {
            if (pendingSize > 0) {
                flush();
            }
            return new RankIndex(this);
        }
    }
}
