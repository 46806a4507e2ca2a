package dev.gildong.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of webhooks, the oldest first. */
record WebhookPageResponse(
        List<WebhookResponse> items, @Nullable String nextPageToken) {}
