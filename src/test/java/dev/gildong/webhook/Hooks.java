package dev.gildong.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The webhooks of one test, on a server that may call this machine. They are deleted at the end. */
final class Hooks implements AutoCloseable {
    private static final Map<TestDatabase, TestServer> SERVERS = new ConcurrentHashMap<>();
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    final TestServer server;
    final Client admin;
    private final List<String> paths = new ArrayList<>();

    Hooks(TestDatabase database) {
        server = SERVERS.computeIfAbsent(
                database,
                kind -> TestServer.start(
                        kind,
                        Map.of(
                                "gildong.outbound.allowed-networks", "127.0.0.0/8",
                                "gildong.outbound.plain-http", "true",
                                "gildong.outbound.max-retries", "0")));
        admin = server.admin();
    }

    /** A path of which the webhook is deleted at the end. */
    String path() {
        String path = "/v1/webhooks/w" + UUID.randomUUID();
        paths.add(path);
        return path;
    }

    /** A new webhook for this event. */
    Hook add(String url, String event) {
        String path = path();
        Answer made = admin.put(path, body(url, event));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return new Hook(path, made.json().path("secret").textValue());
    }

    static String body(String url, String event) {
        return """
            {"url": "%s", "events": ["%s"]}""".formatted(url, event);
    }

    Answer delete(String path) {
        return admin.send("DELETE", path, BodyPublishers.noBody());
    }

    static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Lets an attempt that waits for its time begin now; returns when there was one. */
    void hurry(String deliveryId) {
        eventually(() -> 1 == server.sql("""
                        UPDATE task SET execution_time = 1 WHERE state = 'queued' AND consecutive_failures > 0
                        AND task_instance = (SELECT task_id FROM webhook_delivery WHERE delivery_id = '%s')
                        """.formatted(deliveryId)));
    }

    /** Makes the next failure of a delivery its last. */
    void exhaust(String deliveryId) {
        eventually(() ->
                1 == server.sql("""
                        UPDATE task SET consecutive_failures = %d WHERE state = 'queued' AND consecutive_failures > 0
                        AND task_instance = (SELECT task_id FROM webhook_delivery WHERE delivery_id = '%s')
                        """.formatted(DeliverTask.TYPE.retries().maxAttempts() - 1, deliveryId)));
    }

    /** Tasks that are not finished. */
    long tasks(String deliveryId) {
        return server.number(
                "SELECT COUNT(*) FROM task WHERE picked IS NOT NULL AND task_data LIKE '%" + deliveryId + "%'");
    }

    @Override
    public void close() {
        paths.forEach(this::delete);
    }

    /** One webhook. */
    final class Hook {
        final String path;
        final String secret;

        Hook(String path, String secret) {
            this.path = path;
            this.secret = secret;
        }

        String ping() {
            Answer answer = admin.post(path + ":ping", "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            return answer.json().get("id").textValue();
        }

        JsonNode log() {
            return admin.get(path + "/deliveries").json().get("items");
        }

        JsonNode delivery(String id) {
            return admin.get(path + "/deliveries/" + id).json();
        }

        /** The delivery, once it is in this state. */
        JsonNode delivery(String id, String state) {
            eventually(() -> delivery(id).path("state").asText().equals(state));
            return delivery(id);
        }

        /** The delivery, once an attempt has failed. The next one does not come before {@link #hurry}. */
        JsonNode failure(String id, int attempts) {
            eventually(() -> delivery(id).path("attempts").asInt() == attempts
                    && delivery(id).has("lastError"));
            eventually(() -> 1 == server.sql("""
                            UPDATE task SET execution_time = execution_time + 3600000000
                            WHERE state = 'queued' AND consecutive_failures > 0
                            AND task_instance = (SELECT task_id FROM webhook_delivery WHERE delivery_id = '%s')
                            """.formatted(id)));
            return delivery(id);
        }
    }
}
