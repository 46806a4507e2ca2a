package dev.gildong.rank;

import java.util.Arrays;

/**
 * The entry of each player: extendible hashing (Fagin and others, 1979), so that no change ever moves more than one
 * segment, some hundred kilobytes, however many players there are. The leading bits of a player's hash choose the
 * segment, the trailing bits the slot in it.
 */
final class PlayerMap {
    private static final int MOST_SLOTS = 1 << 14;
    private static final int OBJECT_BYTES = 24;

    private final Footprint footprint;
    private PlayerSegment[] segments;
    /** The directory has two to the power of this many references. */
    private int depth;

    /** @param expected how many players to make room for at once */
    PlayerMap(long expected, Footprint footprint) {
        this.footprint = footprint;
        while (expected >>> depth > MOST_SLOTS / 2) {
            depth++;
        }
        this.segments = new PlayerSegment[1 << depth];
        int each = (int) (expected >>> depth);
        int slots = depth == 0 ? each * 5 / 4 + PlayerSegment.SMALLEST : each * 5 / 4 + each / 32;
        Arrays.setAll(segments, i -> new PlayerSegment(depth, slots, footprint));
        footprint.add(OBJECT_BYTES + Footprint.references(segments.length));
    }

    /** Every bit of the player decides on every bit of the hash (the finaliser of MurmurHash3, by Austin Appleby). */
    static long hash(long player) {
        long hash = player;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    /** The segment that has the player with this hash, or would have him; until the next {@link #add}. */
    PlayerSegment segment(long hash) {
        return segments[index(hash)];
    }

    private int index(long hash) {
        return (int) (hash >>> 1 >>> 63 - depth);
    }

    /** Adds a player's entry; false, and nothing is done, if he has one. */
    boolean add(long first, long second, long hash) {
        PlayerSegment segment = segment(hash);
        if (segment.full() && segment.slots() >= MOST_SLOTS) {
            split(segment, hash);
            segment = segment(hash);
        }
        if (segment.full()) {
            segment.grow(footprint);
        }
        return segment.add(first, second, hash);
    }

    void remove(PlayerSegment segment, int slot) {
        segment.remove(slot);
        segment.shrink(footprint);
    }

    private void split(PlayerSegment segment, long hash) {
        if (segment.depth == depth) {
            doubleDirectory();
        }
        int half = 1 << depth - segment.depth - 1;
        int from = index(hash) & -2 * half;
        int slots = segment.size() * 5 / 8 + segment.size() / 64;
        Arrays.fill(segments, from, from + half, new PlayerSegment(segment.depth + 1, slots, footprint));
        Arrays.fill(segments, from + half, from + 2 * half, new PlayerSegment(segment.depth + 1, slots, footprint));
        footprint.add(-segment.bytes());
        for (int slot = 0; slot < segment.slots(); slot++) {
            if (segment.used(slot)) {
                add(segment.first(slot), segment.second(slot), hash(Packed.player(segment.second(slot))));
            }
        }
    }

    private void doubleDirectory() {
        PlayerSegment[] doubled = new PlayerSegment[2 * segments.length];
        Arrays.setAll(doubled, i -> segments[i / 2]);
        footprint.add(Footprint.references(doubled.length) - Footprint.references(segments.length));
        segments = doubled;
        depth++;
    }
}
