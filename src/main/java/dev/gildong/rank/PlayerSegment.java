package dev.gildong.rank;

/**
 * A part of the {@link PlayerMap}: a hash table with open addressing and linear probing (Knuth, volume 3, section 6.4,
 * algorithms L and R). It grows by an eighth at a time, so that most of it is always in use.
 */
final class PlayerSegment {
    static final int SMALLEST = 4;

    private static final int OBJECT_BYTES = 24;

    /** How many of the leading bits of the hash all players here have in common. */
    final int depth;

    private long[] pairs;
    private int slots;
    private int size;

    PlayerSegment(int depth, int slots, Footprint footprint) {
        this.depth = depth;
        this.slots = slots;
        this.pairs = new long[2 * slots];
        footprint.add(bytes());
    }

    int slots() {
        return slots;
    }

    int size() {
        return size;
    }

    long bytes() {
        return OBJECT_BYTES + Footprint.longs(pairs.length);
    }

    /** Five sixths are in use: a search that fails then looks at some twenty slots, one that succeeds at three or four. */
    boolean full() {
        return 6L * (size + 1) > 5L * slots;
    }

    /** The slot of a player, or, if he is not there, the negative complement of the one that he would get. */
    int find(long player, long hash) {
        int slot = home(hash);
        while (pairs[2 * slot + 1] != 0) {
            if (Packed.player(pairs[2 * slot + 1]) == player) {
                return slot;
            }
            slot = next(slot);
        }
        return ~slot;
    }

    boolean used(int slot) {
        return second(slot) != 0;
    }

    long first(int slot) {
        return pairs[2 * slot];
    }

    long second(int slot) {
        return pairs[2 * slot + 1];
    }

    Entry entry(int slot) {
        return Packed.entry(pairs, slot);
    }

    /** Into a slot that the same player has. */
    void set(int slot, long first, long second) {
        pairs[2 * slot] = first;
        pairs[2 * slot + 1] = second;
    }

    /** The segment must not be full; false, and nothing is done, if the player has an entry. */
    boolean add(long first, long second, long hash) {
        int slot = find(Packed.player(second), hash);
        if (slot >= 0) {
            return false;
        }
        set(~slot, first, second);
        size++;
        return true;
    }

    void grow(Footprint footprint) {
        resize(slots + slots / 8 + SMALLEST, footprint);
    }

    /** Gives memory back when less than a half is in use. */
    void shrink(Footprint footprint) {
        if (slots > 2 * size + SMALLEST) {
            resize(size + size / 4 + SMALLEST, footprint);
        }
    }

    private void resize(int newSlots, Footprint footprint) {
        long[] old = pairs;
        slots = newSlots;
        pairs = new long[2 * slots];
        footprint.add(8L * (pairs.length - old.length));
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                long player = Packed.player(old[i + 1]);
                set(~find(player, PlayerMap.hash(player)), old[i], old[i + 1]);
            }
        }
    }

    /** Frees a slot, and moves back what stands behind it only because that slot was taken. */
    void remove(int slot) {
        int hole = slot;
        for (int i = next(slot); used(i); i = next(i)) {
            int home = home(PlayerMap.hash(Packed.player(second(i))));
            if (distance(home, i) >= distance(hole, i)) {
                set(hole, first(i), second(i));
                hole = i;
            }
        }
        set(hole, 0, 0);
        size--;
    }

    /** The low half of the hash, brought into 0 to slots − 1 by a multiplication. */
    private int home(long hash) {
        return (int) ((hash & 0xffff_ffffL) * slots >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == slots ? 0 : slot + 1;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots;
    }
}
