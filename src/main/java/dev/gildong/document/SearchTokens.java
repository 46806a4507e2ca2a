package dev.gildong.document;

import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Page tokens of searches: which search, by which index, and where it goes on. Safe for any number of threads. */
final class SearchTokens {
    private static final int NUMBERS = 4 + (Scalar.MAX_BYTES + DocumentId.MAX_KEY) / Long.BYTES;

    private final PageTokens tokens;

    SearchTokens(PageTokens tokens) {
        this.tokens = tokens;
    }

    /** @param part names the search */
    String write(long part, Start start) {
        Position position = start.position();
        ByteBuffer bytes = ByteBuffer.allocate(NUMBERS * Long.BYTES);
        bytes.putLong(part).putLong(start.index()).putLong(position.player()).putLong(position.entry().length);
        bytes.put(Arrays.copyOf(position.entry(), Scalar.MAX_BYTES));
        bytes.put(position.key().getBytes(StandardCharsets.US_ASCII)).rewind();
        long[] numbers = new long[NUMBERS];
        bytes.asLongBuffer().get(numbers);
        return tokens.write(PagedList.SEARCHES, numbers);
    }

    /** @throws dev.gildong.http.ProblemException 400 if it is none of ours, or of another search */
    Start read(long part, String token) {
        ByteBuffer bytes = ByteBuffer.allocate(NUMBERS * Long.BYTES);
        Arrays.stream(tokens.read(PagedList.SEARCHES, token, NUMBERS)).forEach(bytes::putLong);
        bytes.rewind();
        if (bytes.getLong() != part) {
            throw PageTokens.invalid();
        }
        long index = bytes.getLong();
        long player = bytes.getLong();
        byte[] entry = new byte[(int) bytes.getLong()];
        int at = bytes.position();
        bytes.get(entry).position(at + Scalar.MAX_BYTES);
        byte[] key = new byte[DocumentId.MAX_KEY];
        bytes.get(key);
        String name = new String(key, StandardCharsets.US_ASCII).replace("\0", "");
        return new Start(index, new Position(entry, player, name));
    }

    /**
     * Where a page begins.
     *
     * @param index in the order of which index; the same one must go on. {@link Source#BY_NAME} if it goes by names, or
     *     by a value that was asked for
     */
    record Start(long index, Position position) {}
}
