package dev.gildong.http;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque, signed page tokens: a few numbers that say where a page ended, and the first 128 bits of their HMAC-SHA-256
 * (RFC 2104). All nodes share the key. Safe for any number of threads.
 */
public final class PageTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    /** @param secret shared by all nodes, base64url */
    public PageTokens(String secret) {
        this.key = new SecretKeySpec(Base64.getUrlDecoder().decode(secret), ALGORITHM);
    }

    /** Makes a token of numbers; the first ones should say which list it belongs to. */
    public String write(long... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Long.BYTES);
        Arrays.stream(numbers).forEach(content::putLong);
        byte[] token = Arrays.copyOf(content.array(), content.capacity() + SIGNATURE_BYTES);
        System.arraycopy(sign(content.array()), 0, token, content.capacity(), SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Reads a token.
     *
     * @param count how many numbers it must hold
     * @throws ProblemException 400 if it is none of ours
     */
    public long[] read(String token, int count) {
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
        if (!MessageDigest.isEqual(signature, sign(content))) {
            throw invalid();
        }
        long[] numbers = new long[count];
        ByteBuffer.wrap(content).asLongBuffer().get(numbers);
        return numbers;
    }

    /** The answer to a token that is not ours, or belongs to another list. */
    public static ProblemException invalid() {
        return new ProblemException(
                ProblemType.INVALID, "This pageToken does not belong here. Begin again without one.");
    }

    private byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(content), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
