package dev.gildong.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/webhooks/{name}}.
 *
 * @param url where to send events
 * @param events names of them, each once
 * @param secret absent to keep the one there is, or to have a new webhook's drawn by the server
 * @param enabled absent for true
 */
record PutWebhookRequest(
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) List<String> events,
        @Nullable WebhookSecret secret,
        @Nullable Boolean enabled) {
    private static final int MAX_URL = 2000;
    private static final int MAX_EVENTS = 20;
    private static final int MAX_PORT = 65_535;

    /** Checks all but whether such events exist. */
    PutWebhookRequest {
        if (!isUrl(url)) {
            throw ProblemException.invalid(
                    "/url",
                    "must be an absolute http or https URL of at most 2000 ASCII characters, with a host, and without"
                            + " user name, password and fragment");
        }
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw ProblemException.invalid("/events", "must name 1 to " + MAX_EVENTS + " events");
        }
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) == null) {
                throw ProblemException.invalid("/events/" + i, "must be text");
            }
            if (events.indexOf(events.get(i)) < i) {
                throw ProblemException.invalid("/events/" + i, "is named twice");
            }
        }
    }

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    private static boolean isUrl(String text) {
        if (text.length() > MAX_URL || !text.chars().allMatch(c -> c > ' ' && c < '\u007f')) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return List.of("http", "https")
                            .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= MAX_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
