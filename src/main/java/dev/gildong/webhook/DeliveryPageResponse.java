package dev.gildong.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the log, the newest first. */
record DeliveryPageResponse(
        List<DeliveryResponse> items, @Nullable String nextPageToken) {}
