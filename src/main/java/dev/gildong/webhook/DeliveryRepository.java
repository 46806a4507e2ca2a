package dev.gildong.webhook;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Deliveries in the database. */
final class DeliveryRepository {
    private static final int PURGE_BATCH = 1000;
    private static final int MAX_ERROR = 255;
    private static final String SELECT = """
            SELECT delivery_no, delivery_id, task_id, event, state, attempts, created_at, delivered_at, last_attempt_at,
              last_status, last_error, duration_millis
            FROM webhook_delivery
            """;

    void add(UnitOfWork unit, NewDelivery delivery) {
        unit.update(
                """
                INSERT INTO webhook_delivery
                  (webhook_no, delivery_id, task_id, event, payload, about_player, state, attempts, created_at)
                VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, %s)
                """.formatted(unit.dialect().nowMicros()),
                delivery.webhook(),
                delivery.id(),
                delivery.taskId(),
                delivery.event(),
                delivery.payload(),
                delivery.aboutPlayer());
    }

    /** Payloads about a player, the oldest first, those behind a number. */
    List<AboutPlayer> about(UnitOfWork unit, String playerId, long after, int limit) {
        return unit.list(
                row -> new AboutPlayer(row.getLong(1), row.getString(2), row.getString(3)),
                """
                SELECT delivery_no, task_id, payload FROM webhook_delivery
                WHERE about_player = ? AND delivery_no > ? ORDER BY delivery_no LIMIT ?
                """,
                playerId,
                after,
                limit);
    }

    void remove(UnitOfWork unit, long number) {
        unit.update("DELETE FROM webhook_delivery WHERE delivery_no = ?", number);
    }

    Optional<Delivery> find(UnitOfWork unit, long webhookNumber, String id) {
        return unit.find(
                DeliveryRepository::delivery, SELECT + "WHERE webhook_no = ? AND delivery_id = ?", webhookNumber, id);
    }

    /** The same, locked until the unit ends. */
    Optional<Delivery> lock(UnitOfWork unit, long webhookNumber, String id) {
        return unit.find(
                DeliveryRepository::delivery,
                SELECT + "WHERE webhook_no = ? AND delivery_id = ? FOR UPDATE",
                webhookNumber,
                id);
    }

    String payload(UnitOfWork unit, Delivery delivery) {
        return unit.find(
                        row -> row.getString(1),
                        "SELECT payload FROM webhook_delivery WHERE delivery_no = ?",
                        delivery.number())
                .orElseThrow();
    }

    /** The newest first, those before a number; of all states where it is empty. */
    List<Delivery> page(UnitOfWork unit, long webhookNumber, Optional<DeliveryState> state, long before, int limit) {
        Object[] values = Stream.of(
                        Optional.of(webhookNumber),
                        Optional.of(before),
                        state.map(DeliveryState::wireName),
                        Optional.of(limit))
                .flatMap(Optional::stream)
                .toArray();
        return unit.list(
                DeliveryRepository::delivery,
                SELECT + "WHERE webhook_no = ? AND delivery_no < ?" + (state.isPresent() ? " AND state = ?" : "")
                        + " ORDER BY delivery_no DESC LIMIT ?",
                values);
    }

    /** Sends it once more, by this task. */
    void again(UnitOfWork unit, Delivery delivery, String taskId) {
        unit.update(
                "UPDATE webhook_delivery SET state = 'pending', delivered_at = NULL, task_id = ? WHERE delivery_no = ?",
                taskId,
                delivery.number());
    }

    /** What there is to send: empty if the delivery is purged, or its webhook deleted or disabled. */
    Optional<Outgoing> outgoing(UnitOfWork unit, String id, long nowMicros) {
        return unit.find(
                row -> new Outgoing(
                        id,
                        row.getString("payload"),
                        nowMicros / 1_000_000,
                        row.getLong("webhook_no"),
                        row.getString("name"),
                        row.getString("url"),
                        new WebhookSecret(row.getString("secret")),
                        row.getLong("version")),
                """
                SELECT d.payload, w.webhook_no, w.name, w.url, w.secret, w.version
                FROM webhook_delivery d JOIN webhook w ON w.webhook_no = d.webhook_no
                WHERE d.delivery_id = ? AND w.enabled = TRUE
                """,
                id);
    }

    void begin(UnitOfWork unit, String id, long nowMicros) {
        unit.update(
                "UPDATE webhook_delivery SET attempts = attempts + 1, last_attempt_at = ? WHERE delivery_id = ?",
                nowMicros,
                id);
    }

    /** Notes how an attempt ended. The delivery stands as it stood, unless it has arrived. */
    void note(UnitOfWork unit, String id, Outcome outcome) {
        String arrived =
                ", state = 'delivered', delivered_at = " + unit.dialect().nowMicros();
        unit.update(
                "UPDATE webhook_delivery SET last_status = ?, last_error = ?, duration_millis = ?"
                        + (outcome.delivered() ? arrived : "") + " WHERE delivery_id = ?",
                outcome.status(),
                outcome.error().map(DeliveryRepository::cut),
                outcome.millis(),
                id);
    }

    /** Nothing more is tried. */
    void fail(UnitOfWork unit, String id) {
        unit.update("UPDATE webhook_delivery SET state = 'failed' WHERE delivery_id = ?", id);
    }

    /** The same, for a reason that lies not with the receiver. */
    void fail(UnitOfWork unit, String id, String error) {
        unit.update("UPDATE webhook_delivery SET state = 'failed', last_error = ? WHERE delivery_id = ?", error, id);
    }

    /** The task of a delivery is dead; what the attempts noted says more than what the task has to say. */
    void failTask(UnitOfWork unit, String taskId, String error) {
        unit.update(
                "UPDATE webhook_delivery SET state = 'failed', last_error = COALESCE(last_error, ?) WHERE task_id = ?",
                cut(error),
                taskId);
    }

    /** Removes some of what ended and is past its time; true if there may be more. Small, so that its locks are short. */
    boolean purge(UnitOfWork unit, Duration keep) {
        int removed = unit.update(
                "DELETE FROM webhook_delivery WHERE created_at <= %s - ? AND state <> 'pending' LIMIT %d"
                        .formatted(unit.dialect().nowMicros(), PURGE_BATCH),
                keep.toNanos() / 1000);
        return removed == PURGE_BATCH;
    }

    /** A delivery of an event about a player. */
    record AboutPlayer(long number, String taskId, String payload) {}

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_ERROR));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("delivery_no"),
                row.getString("delivery_id"),
                row.getString("task_id"),
                row.getString("event"),
                DeliveryState.of(row.getString("state")),
                row.getInt("attempts"),
                UnitOfWork.instant(row.getLong("created_at")),
                number(row, "delivered_at").map(UnitOfWork::instant),
                number(row, "last_attempt_at").map(UnitOfWork::instant),
                number(row, "last_status").map(Long::intValue),
                Optional.ofNullable(row.getString("last_error")),
                number(row, "duration_millis"));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
