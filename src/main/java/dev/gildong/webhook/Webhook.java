package dev.gildong.webhook;

import dev.gildong.token.Token;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who wants to hear of which events, as it is stored.
 *
 * @param number inside; never leaves the server
 * @param name outside, see {@link #isName}
 * @param url where events are sent
 * @param events names of them, in the order in which they were given
 * @param enabled whether anything is sent at all
 * @param version grows with every change
 */
record Webhook(
        long number,
        String name,
        String url,
        List<String> events,
        WebhookSecret secret,
        boolean enabled,
        long version,
        Instant createdAt) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int ETAG_LENGTH = 16;

    /** Whether a webhook may be called so: 1 to 64 of a-z 0-9 . _ - and no mark first. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The same as a client wants it to be from now on; without a secret of the client's, it keeps its own. */
    Webhook changedTo(PutWebhookRequest wanted) {
        WebhookSecret other = wanted.secret() == null ? secret : wanted.secret();
        return new Webhook(number, name, wanted.url(), wanted.events(), other, wanted.isEnabled(), version, createdAt);
    }

    /** Differs whenever anything does, also for a webhook that is made anew under the same name. */
    String etag() {
        return Token.hash("webhook " + number + " " + version).substring(0, ETAG_LENGTH);
    }
}
