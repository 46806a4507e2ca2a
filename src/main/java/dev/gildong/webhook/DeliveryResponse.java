package dev.gildong.webhook;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is shown.
 *
 * @param payload the body that is sent, to the letter; absent in lists
 */
record DeliveryResponse(
        String id,
        String event,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Long durationMillis,
        @JsonRawValue @Nullable String payload) {

    static DeliveryResponse of(Delivery delivery) {
        return of(delivery, null);
    }

    static DeliveryResponse of(Delivery delivery, @Nullable String payload) {
        return new DeliveryResponse(
                delivery.id(),
                delivery.event(),
                delivery.state(),
                delivery.attempts(),
                delivery.createdAt(),
                delivery.deliveredAt().orElse(null),
                delivery.lastAttemptAt().orElse(null),
                delivery.lastStatus().orElse(null),
                delivery.lastError().orElse(null),
                delivery.durationMillis().orElse(null),
                payload);
    }
}
