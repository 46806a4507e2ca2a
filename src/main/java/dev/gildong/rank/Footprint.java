package dev.gildong.rank;

/**
 * How many bytes of heap an index holds: whoever makes or drops an object says so here. Objects are counted as a 64-bit
 * Java with compressed references lays them out.
 */
final class Footprint {
    private static final int ARRAY_HEADER = 16;

    private long bytes;

    long bytes() {
        return bytes;
    }

    void add(long more) {
        bytes += more;
    }

    /** What an array of so many longs takes. */
    static long longs(int length) {
        return ARRAY_HEADER + 8L * length;
    }

    /** What an array of so many references takes. */
    static long references(int length) {
        return ARRAY_HEADER + (4L * length + 7) / 8 * 8;
    }
}
