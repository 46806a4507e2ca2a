package dev.gildong.rank;

/**
 * An entry as two longs that compare as the entries do. From the highest bit: the sort key in 54 bits, signed, then
 * reached in 39, of which 10 are in the first long and 29 in the second, then the player in 35. So the first long
 * compares signed and the second unsigned. The second is never 0, since players are numbered from 1.
 *
 * <p>Arrays hold entries as pairs: entry i at 2i and 2i + 1.
 */
final class Packed {
    static final long MAX_SORT_KEY = (1L << 53) - 1;
    static final long MAX_REACHED = (1L << 39) - 1;
    static final long MAX_PLAYER = (1L << 35) - 1;

    private static final int PLAYER_BITS = 35;
    private static final int REACHED_LOW_BITS = 29;
    private static final int REACHED_HIGH_BITS = 10;

    private Packed() {}

    /** @throws IllegalArgumentException if the sort key or reached is out of its range; reached may be 0 */
    static long first(long sortKey, long reached) {
        if (sortKey < -MAX_SORT_KEY || sortKey > MAX_SORT_KEY) {
            throw new IllegalArgumentException("sort key out of range");
        }
        if (reached < 0 || reached > MAX_REACHED) {
            throw new IllegalArgumentException("reached out of range");
        }
        return sortKey << REACHED_HIGH_BITS | reached >>> REACHED_LOW_BITS;
    }

    /** Unchecked. Player 0 makes the least position of all with this reached number. */
    static long second(long reached, long player) {
        return reached << PLAYER_BITS | player;
    }

    static void checkEntry(long reached, long player) {
        if (reached < 1) {
            throw new IllegalArgumentException("reached out of range");
        }
        if (player < 1 || player > MAX_PLAYER) {
            throw new IllegalArgumentException("player out of range");
        }
    }

    static long player(long second) {
        return second & MAX_PLAYER;
    }

    static Entry entry(long[] pairs, int i) {
        long first = pairs[2 * i];
        long second = pairs[2 * i + 1];
        long reachedHigh = first & (1L << REACHED_HIGH_BITS) - 1;
        long reached = reachedHigh << REACHED_LOW_BITS | second >>> PLAYER_BITS;
        return new Entry(first >> REACHED_HIGH_BITS, reached, player(second));
    }

    static boolean less(long first, long second, long otherFirst, long otherSecond) {
        return first < otherFirst || first == otherFirst && Long.compareUnsigned(second, otherSecond) < 0;
    }

    /** How many of the first {@code size} pairs, which are in order, are less than this one. */
    static int below(long[] pairs, int size, long first, long second) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (less(pairs[2 * middle], pairs[2 * middle + 1], first, second)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
