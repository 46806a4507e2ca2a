package dev.gildong.privacy;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts what is written into parts of about 256 KiB. For one thread. */
final class Parts {
    private static final int PART_BYTES = 256 * 1024;

    private final Sink sink;
    private int parts;
    private long bytes;

    Parts(Sink sink) {
        this.sink = sink;
    }

    /** To be written to, and closed for the last part. */
    OutputStream stream() {
        return new BufferedOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int each) {
                        write(new byte[] {(byte) each}, 0, 1);
                    }

                    @Override
                    public void write(byte[] content, int from, int length) {
                        sink.store(parts++, Arrays.copyOfRange(content, from, from + length));
                        bytes += length;
                    }
                },
                PART_BYTES);
    }

    /** How long all parts are together. */
    long bytes() {
        return bytes;
    }

    /** Stores a part. */
    @FunctionalInterface
    interface Sink {
        /** @param number counts from 0 */
        void store(int number, byte[] content);
    }
}
