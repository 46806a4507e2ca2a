package dev.gildong.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is shown.
 *
 * @param secret in the answer to the request that made or replaced it, and nowhere else
 */
record WebhookResponse(
        String name,
        String url,
        List<String> events,
        boolean enabled,
        Instant createdAt,
        @Nullable WebhookSecret secret) {

    static WebhookResponse of(Webhook webhook) {
        return of(webhook, false);
    }

    static WebhookResponse of(Webhook webhook, boolean withSecret) {
        return new WebhookResponse(
                webhook.name(),
                webhook.url(),
                webhook.events(),
                webhook.enabled(),
                webhook.createdAt(),
                withSecret ? webhook.secret() : null);
    }
}
