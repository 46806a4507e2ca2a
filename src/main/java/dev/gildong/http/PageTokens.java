package dev.gildong.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque, signed page tokens: a few numbers that say where a page ended, and the first 128 bits of an HMAC-SHA-256
 * (RFC 2104) of the list and them. All nodes share the key. Safe for any number of threads.
 */
public final class PageTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final int NAME_BYTES = 64;
    private static final int NAME_NUMBERS = NAME_BYTES / Long.BYTES;

    private final SecretKeySpec key;

    /** @param secret shared by all nodes, base64url */
    public PageTokens(String secret) {
        this.key = new SecretKeySpec(Base64.getUrlDecoder().decode(secret), ALGORITHM);
    }

    /** Tokens by another key, which follows from this one and a name. */
    public PageTokens derived(String name) {
        return new PageTokens(Base64.getUrlEncoder().encodeToString(mac(name.getBytes(StandardCharsets.US_ASCII))));
    }

    /** Makes a token of numbers; the first ones should say which part of the list it belongs to. */
    public String write(PagedList list, long... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Long.BYTES);
        Arrays.stream(numbers).forEach(content::putLong);
        byte[] token = Arrays.copyOf(content.array(), content.capacity() + SIGNATURE_BYTES);
        System.arraycopy(sign(list, content.array()), 0, token, content.capacity(), SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Reads a token.
     *
     * @param count how many numbers it must hold
     * @throws ProblemException 400 if it is none of ours, or of another list
     */
    public long[] read(PagedList list, String token, int count) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length != count * Long.BYTES + SIGNATURE_BYTES) {
            throw invalid();
        }
        byte[] content = Arrays.copyOf(bytes, count * Long.BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, content.length, bytes.length);
        if (!MessageDigest.isEqual(signature, sign(list, content))) {
            throw invalid();
        }
        long[] numbers = new long[count];
        ByteBuffer.wrap(content).asLongBuffer().get(numbers);
        return numbers;
    }

    /**
     * Makes a token of a name: the page after it goes on where it stood, also when what bore it is gone by then.
     *
     * @param name at most 64 characters of ASCII
     */
    public String writeName(PagedList list, String name) {
        ByteBuffer bytes = ByteBuffer.allocate(NAME_BYTES);
        bytes.put(name.getBytes(StandardCharsets.US_ASCII)).rewind();
        long[] numbers = new long[NAME_NUMBERS];
        bytes.asLongBuffer().get(numbers);
        return write(list, numbers);
    }

    /**
     * Reads the name of a token that {@link #writeName} made.
     *
     * @throws ProblemException 400 if it is none of ours, or of another list
     */
    public String readName(PagedList list, String token) {
        long[] numbers = read(list, token, NAME_NUMBERS);
        ByteBuffer bytes = ByteBuffer.allocate(NAME_BYTES);
        Arrays.stream(numbers).forEach(bytes::putLong);
        return new String(bytes.array(), StandardCharsets.US_ASCII).replace("\0", "");
    }

    /** The answer to a token that is not ours, or belongs to another list, or another part of one. */
    public static ProblemException invalid() {
        return new ProblemException(
                ProblemType.INVALID, "This pageToken does not belong here. Begin again without one.");
    }

    private byte[] sign(PagedList list, byte[] content) {
        byte[] name = (list.name() + '\0').getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(mac(name, content), SIGNATURE_BYTES);
    }

    private byte[] mac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            Arrays.stream(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
