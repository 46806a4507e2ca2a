package dev.gildong.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is kept of an answer, since it may show a secret that is stored nowhere else, such as that of a new API
 * key. It is opened by the {@code Idempotency-Key} itself, of which the database has a hash alone: AES-256-GCM, a fresh
 * nonce in front. As strong as the key is hard to guess.
 */
final class AnswerSeal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @param scope caller, route and key */
    AnswerSeal(String scope) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // Another text than the one whose hash is stored.
            byte[] bytes = digest.digest(("answer\n" + scope).getBytes(StandardCharsets.UTF_8));
            key = new SecretKeySpec(bytes, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] close(byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] open(byte[] sealed) {
        return run(Cipher.DECRYPT_MODE, sealed, sealed, NONCE_BYTES);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an answer that was kept cannot be sealed or opened", e);
        }
    }
}
