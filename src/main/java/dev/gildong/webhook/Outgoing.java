package dev.gildong.webhook;

/**
 * What an attempt has to send.
 *
 * @param id of the delivery
 * @param payload the body
 * @param seconds since 1970 by the database's clock, when this attempt began
 * @param webhook its name
 * @param version of the webhook
 */
record Outgoing(
        String id,
        String payload,
        long seconds,
        long webhookNumber,
        String webhook,
        String url,
        WebhookSecret secret,
        long version) {}
