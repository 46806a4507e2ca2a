package dev.gildong.webhook;

import java.util.Optional;

/**
 * An event for one webhook, to be sent.
 *
 * @param webhook number of it
 * @param taskId of the task that sends it
 * @param payload as it is sent
 * @param aboutPlayer id of the player whom it is about, if it is about one
 */
record NewDelivery(
        long webhook, String id, String taskId, String event, String payload, Optional<String> aboutPlayer) {}
