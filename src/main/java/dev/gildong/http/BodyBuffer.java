package dev.gildong.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A body as far as it is here. It grows with what has come, and not with what was announced. */
final class BodyBuffer {
    private static final int FIRST = 1024;

    private final int limit;
    private byte[] bytes;
    private int size;

    /** @param limit bytes it takes at most */
    BodyBuffer(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, FIRST)];
    }

    /** Reads once; -1 at the end of the stream. Not to be called when it is full. */
    int read(InputStream in) throws IOException {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * size));
        }
        int read = in.read(bytes, size, bytes.length - size);
        size += Math.max(0, read);
        return read;
    }

    boolean full() {
        return size == limit;
    }

    /** What has come. */
    byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
