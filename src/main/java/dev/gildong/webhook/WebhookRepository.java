package dev.gildong.webhook;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Webhooks in the database. */
final class WebhookRepository {
    private static final String SELECT =
            "SELECT webhook_no, name, url, events, secret, enabled, version, created_at FROM webhook ";

    Optional<Webhook> find(UnitOfWork unit, String name) {
        return unit.find(WebhookRepository::webhook, SELECT + "WHERE name = ?", name);
    }

    /** The same, locked until the unit ends: whoever changes it has seen what it was. */
    Optional<Webhook> lock(UnitOfWork unit, String name) {
        return unit.find(WebhookRepository::webhook, SELECT + "WHERE name = ? FOR UPDATE", name);
    }

    /** The oldest first, those after a number. */
    List<Webhook> page(UnitOfWork unit, long after, int limit) {
        return unit.list(
                WebhookRepository::webhook, SELECT + "WHERE webhook_no > ? ORDER BY webhook_no LIMIT ?", after, limit);
    }

    /**
     * Whether there are as many as there may be. Locks the oldest one before it counts: so of two that would add one,
     * the second counts when the first is done.
     */
    boolean full(UnitOfWork unit, int most) {
        unit.find(row -> row.getLong(1), "SELECT webhook_no FROM webhook ORDER BY webhook_no LIMIT 1 FOR UPDATE");
        return unit.find(row -> row.getInt(1), "SELECT COUNT(*) FROM webhook").orElseThrow() >= most;
    }

    /**
     * Adds one.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is one of this name: the unique key decides between
     *     two who make it at once
     */
    void add(UnitOfWork unit, String name, PutWebhookRequest wanted, WebhookSecret secret) {
        unit.update(
                """
                INSERT INTO webhook (name, url, events, secret, enabled, version, created_at)
                VALUES (?, ?, ?, ?, ?, 1, %s)
                """.formatted(unit.dialect().nowMicros()),
                name,
                wanted.url(),
                String.join(" ", wanted.events()),
                secret.text(),
                wanted.isEnabled());
    }

    void change(UnitOfWork unit, Webhook webhook) {
        unit.update(
                "UPDATE webhook SET url = ?, events = ?, secret = ?, enabled = ?, version = version + 1 WHERE webhook_no = ?",
                webhook.url(),
                String.join(" ", webhook.events()),
                webhook.secret().text(),
                webhook.enabled(),
                webhook.number());
    }

    void remove(UnitOfWork unit, long number) {
        unit.update("DELETE FROM webhook WHERE webhook_no = ?", number);
    }

    /** Sends nothing to it from now on; nothing happens if somebody has changed it since that version. */
    void disable(UnitOfWork unit, long number, long version) {
        unit.update(
                "UPDATE webhook SET enabled = FALSE, version = version + 1 WHERE webhook_no = ? AND version = ?",
                number,
                version);
    }

    /** The numbers of those that are enabled and want this event. */
    List<Long> wanting(UnitOfWork unit, String event) {
        return unit.list(
                row -> row.getLong(1),
                "SELECT webhook_no FROM webhook WHERE enabled = TRUE AND LOCATE(?, CONCAT(' ', events, ' ')) > 0",
                " " + event + " ");
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getLong("webhook_no"),
                row.getString("name"),
                row.getString("url"),
                List.of(row.getString("events").split(" ")),
                new WebhookSecret(row.getString("secret")),
                row.getBoolean("enabled"),
                row.getLong("version"),
                UnitOfWork.instant(row.getLong("created_at")));
    }
}
