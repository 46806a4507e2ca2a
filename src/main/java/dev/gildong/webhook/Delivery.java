package dev.gildong.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * One event for one webhook, as it is stored, but for its payload.
 *
 * @param number in the order of the events
 * @param id random; the receiver's {@code webhook-id}
 * @param taskId of the task that sends it, or sent it last
 * @param attempts that have begun
 * @param lastStatus what the receiver answered last; empty if the last attempt got no answer
 * @param lastError why the last attempt failed, or why there is none
 * @param durationMillis of the last attempt
 */
record Delivery(
        long number,
        String id,
        String taskId,
        String event,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        Optional<Instant> deliveredAt,
        Optional<Instant> lastAttemptAt,
        Optional<Integer> lastStatus,
        Optional<String> lastError,
        Optional<Long> durationMillis) {}
