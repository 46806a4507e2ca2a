package dev.gildong.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gildong.http.ProblemException;
import dev.gildong.token.Token;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook is signed with, as the <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> specification
 * writes it: {@code whsec_} and the base64 of 24 to 64 bytes. The receiver has the same one.
 *
 * <p>Unlike a token it is stored as it is: an HMAC needs the key itself, so a hash of it would be of no use. Whoever
 * reads the database can sign in Gildong's name.
 *
 * @param text whole; {@link #toString} hides it
 */
record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    /** Draws one of 32 bytes. */
    static WebhookSecret fresh() {
        byte[] key = Base64.getUrlDecoder().decode(Token.random(Token.SECRET_BYTES));
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /**
     * Takes one that a client chose.
     *
     * @throws ProblemException 400 if it has another form
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WebhookSecret chosen(String text) {
        if (!text.startsWith(PREFIX) || !isKey(text.substring(PREFIX.length()))) {
            throw ProblemException.invalid("/secret", "must be whsec_ and the base64 of 24 to 64 bytes");
        }
        return new WebhookSecret(text);
    }

    /** Only the one text that stands for these bytes: some receivers' decoders refuse what ours would pass over. */
    private static boolean isKey(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return key.length >= MIN_BYTES
                    && key.length <= MAX_BYTES
                    && Base64.getEncoder().encodeToString(key).equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The whole secret, for the one answer that shows it. */
    @Override
    @JsonValue
    public String text() {
        return text;
    }

    /**
     * The value of the header {@code webhook-signature}: HMAC-SHA-256 (RFC 2104) of id, timestamp and body with dots
     * between them.
     *
     * @param seconds since 1970, of this attempt
     */
    String sign(String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), ALGORITHM));
            String signed = id + "." + seconds + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
