package dev.gildong.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.webhook.Hooks.Hook;
import dev.gildong.webhook.Receiver.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent, again and again if need be, and what the log says of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeliveryResourceTest {
    private final Hooks hooks;
    private final TestServer server;
    private final Client admin;
    private final Receiver receiver = new Receiver();

    DeliveryResourceTest(TestDatabase database) {
        hooks = new Hooks(database);
        server = hooks.server;
        admin = hooks.admin;
    }

    @AfterEach
    void clear() {
        hooks.close();
        receiver.close();
    }

    @Test
    void messageShouldBeWhatTheSpecificationSays() {
        Hook hook = hooks.add(receiver.url(), "player.created");

        Answer answer = admin.post(hook.path + ":ping", "");
        Message message = receiver.next();

        String id = answer.json().get("id").textValue();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo(server.uri() + hook.path + "/deliveries/" + id);
        assertThat(message.method()).isEqualTo("POST");
        assertThat(message.path()).isEqualTo("/hook?of=gildong");
        assertThat(message.header("Content-Type")).isEqualTo("application/json");
        assertThat(message.header("User-Agent")).isEqualTo("Gildong");
        assertThat(message.id()).isEqualTo(id).doesNotContain(".");
        assertThat(message.header("webhook-signature")).isEqualTo(message.signature(hook.secret));
        assertThat(message.json().get("type").textValue()).isEqualTo("webhook.ping");
        assertThat(message.json().get("data").get("webhook").textValue())
                .isEqualTo(hook.path.substring(hook.path.lastIndexOf('/') + 1));
        JsonNode delivered = hook.delivery(id, "delivered");
        assertThat(Long.parseLong(message.header("webhook-timestamp")))
                .isEqualTo(instant(delivered, "lastAttemptAt").getEpochSecond());
        assertThat(Instant.parse(message.json().get("timestamp").textValue()))
                .isBeforeOrEqualTo(instant(delivered, "createdAt"));
        assertThat(delivered.get("payload")).isEqualTo(message.json());
        assertThat(delivered.get("attempts").intValue()).isEqualTo(1);
        assertThat(delivered.get("lastStatus").intValue()).isEqualTo(200);
        assertThat(delivered.has("lastError")).isFalse();
        assertThat(instant(delivered, "deliveredAt")).isAfter(instant(delivered, "createdAt"));
        assertThat(hooks.tasks(id)).isZero();
    }

    private static Instant instant(JsonNode delivery, String name) {
        return Instant.parse(delivery.get(name).textValue());
    }

    @Test
    void textOfAllAlphabetsShouldBeSignedAsItIsSent() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String name = "\uD64D\uAE38\uB3D9 \uD83D\uDC2F \"\\";

        server.client().signUp(name);
        Message message = receiver.next();

        assertThat(message.json().at("/data/displayName").textValue()).isEqualTo(name);
        assertThat(message.header("webhook-signature")).isEqualTo(message.signature(hook.secret));
    }

    @Test
    void secretThatTheClientReplacedShouldSignFromThenOn() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String body = Hooks.body(receiver.url(), "player.created");
        admin.put(hook.path, body.replace("}", ", \"secret\": \"" + secret + "\"}"));
        admin.put(hook.path, body);

        hook.ping();

        Message message = receiver.next();
        assertThat(message.header("webhook-signature"))
                .isEqualTo(message.signature(secret))
                .isNotEqualTo(message.signature(hook.secret));
    }

    @Test
    void failureShouldBeSentAgainUnderTheSameIdWithTheTimeOfTheAttempt() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(500);
        String id = hook.ping();
        Message first = receiver.next();
        JsonNode failed = hook.failure(id, 1);
        assertThat(failed.get("state").textValue()).isEqualTo("pending");
        assertThat(failed.get("lastStatus").intValue()).isEqualTo(500);
        assertThat(failed.get("lastError").textValue()).isEqualTo("The receiver answered 500.");
        // Headers tell whole seconds.
        Hooks.eventually(() -> server.number("SELECT COUNT(*) FROM webhook_delivery WHERE delivery_id = '" + id
                        + "' AND last_attempt_at < " + Instant.now().getEpochSecond() * 1_000_000)
                == 1);

        hooks.hurry(id);
        Message second = receiver.next();

        JsonNode delivered = hook.delivery(id, "delivered");
        assertThat(delivered.get("attempts").intValue()).isEqualTo(2);
        assertThat(delivered.get("lastStatus").intValue()).isEqualTo(200);
        assertThat(delivered.has("lastError")).isFalse();
        assertThat(second.id()).isEqualTo(first.id()).isEqualTo(id);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(Long.parseLong(second.header("webhook-timestamp")))
                .isGreaterThan(Long.parseLong(first.header("webhook-timestamp")));
        assertThat(second.header("webhook-signature")).isEqualTo(second.signature(hook.secret));
        assertThat(hook.log()).hasSize(1);
    }

    @Test
    void redirectionShouldBeAFailureAndNotBeFollowed() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(307);

        JsonNode failed = hook.failure(hook.ping(), 1);

        receiver.next();
        assertThat(failed.get("lastStatus").intValue()).isEqualTo(307);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void receiverThatIsDownShouldBeToldWhenItIsBack() {
        int port = receiver.port();
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.close();
        String id = hook.ping();
        JsonNode failed = hook.failure(id, 1);
        assertThat(failed.has("lastStatus")).isFalse();
        assertThat(failed.get("lastError").textValue()).doesNotContain("127.0.0.1", "Exception", "java");

        try (Receiver back = new Receiver(port)) {
            hooks.hurry(id);

            assertThat(back.next().id()).isEqualTo(id);
            hook.delivery(id, "delivered");
        }
    }

    @Test
    void lastFailureShouldEndTheDeliveryAndTellNoWebhookOfItsTask() {
        Hook hook = hooks.add(receiver.url(), "task.failed");
        receiver.answer(500, 503);
        String id = hook.ping();
        hook.failure(id, 1);

        hooks.exhaust(id);
        hooks.hurry(id);

        JsonNode failed = hook.delivery(id, "failed");
        assertThat(failed.get("lastStatus").intValue()).isEqualTo(503);
        assertThat(failed.get("lastError").textValue()).isEqualTo("The receiver answered 503.");
        assertThat(failed.get("attempts").intValue()).isEqualTo(2);
        assertThat(failed.has("deliveredAt")).isFalse();
        assertThat(hook.log()).hasSize(1);
        assertThat(server.number("SELECT COUNT(*) FROM webhook_delivery WHERE event = 'task.failed'"))
                .isZero();
    }

    @Test
    void workerThatWasLostWithTheLastAttemptShouldEndTheDelivery() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(500);
        String id = hook.ping();
        hook.failure(id, 1);
        hooks.exhaust(id);

        server.sql("""
                UPDATE task SET state = 'running', picked = TRUE, picked_by = 'a node that died', last_heartbeat = 1,
                version = version + 1 WHERE state = 'queued' AND consecutive_failures > 0
                AND task_instance = (SELECT task_id FROM webhook_delivery WHERE delivery_id = '%s')
                """.formatted(id));

        hook.delivery(id, "failed");
        assertThat(receiver.next().id()).isEqualTo(id);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void failedTaskShouldBeTold() {
        Hook hook = hooks.add(receiver.url(), "task.failed");

        admin.post("/v1/tasks/add", "{\"args\": {\"x\": 9223372036854775807, \"y\": 1}}");

        Message message = receiver.next();
        assertThat(message.json().at("/data/name").textValue()).isEqualTo("add");
        assertThat(hook.log()).hasSize(1);
    }

    @Test
    void receiverThatIsGoneShouldDisableTheWebhook() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String tag = admin.get(hook.path).header("ETag");
        receiver.answer(410);
        String id = hook.ping();

        JsonNode failed = hook.delivery(id, "failed");

        assertThat(failed.get("lastStatus").intValue()).isEqualTo(410);
        assertThat(hooks.tasks(id)).isZero();
        Answer after = admin.get(hook.path);
        assertThat(after.json().get("enabled").booleanValue()).isFalse();
        assertThat(after.header("ETag")).isNotEqualTo(tag);
        server.client().signUp();
        assertThat(hook.log()).hasSize(1);
        assertThat(admin.post(hook.path + "/deliveries/" + id + ":retry", "").status())
                .isEqualTo(409);
        admin.put(hook.path, Hooks.body(receiver.url(), "player.created"));
        assertThat(admin.post(hook.path + "/deliveries/" + id + ":retry", "").status())
                .isEqualTo(202);
        hook.delivery(id, "delivered");
    }

    @Test
    void deletedWebhookShouldBeSentNothingMore() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(500);
        String id = hook.ping();
        hook.failure(id, 1);
        receiver.next();

        hooks.delete(hook.path);
        hooks.hurry(id);

        assertEndedUnsent(id);
    }

    @Test
    void disabledWebhookShouldBeSentNothingMore() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(500);
        String id = hook.ping();
        hook.failure(id, 1);
        receiver.next();

        admin.put(hook.path, Hooks.body(receiver.url(), "player.created").replace("}", ", \"enabled\": false}"));
        hooks.hurry(id);

        assertEndedUnsent(id);
        assertThat(hook.delivery(id).get("lastError").textValue()).contains("disabled");
        assertThat(hook.delivery(id).get("attempts").intValue()).isEqualTo(1);
    }

    private void assertEndedUnsent(String id) {
        Hooks.eventually(() -> hooks.tasks(id) == 0);
        assertThat(server.number(
                        "SELECT COUNT(*) FROM webhook_delivery WHERE state = 'failed' AND delivery_id = '" + id + "'"))
                .isEqualTo(1);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void retryShouldSendAtOnceWhateverBecameOfTheDelivery() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(500);
        String id = hook.ping();
        hook.failure(id, 1);
        String retry = hook.path + "/deliveries/" + id + ":retry";

        assertThat(admin.post(retry, "").json().get("state").textValue()).isEqualTo("pending");
        assertThat(hook.delivery(id, "delivered").get("attempts").intValue()).isEqualTo(2);
        Answer again = admin.post(retry, "");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().has("deliveredAt")).isFalse();
        assertThat(List.of(receiver.next(), receiver.next(), receiver.next()))
                .extracting(Message::id)
                .containsOnly(id);
        assertThat(hook.delivery(id, "delivered").get("attempts").intValue()).isEqualTo(3);
        assertThat(hooks.tasks(id)).isZero();
        assertThat(admin.post(hook.path + "/deliveries/k3Jx9QmZt2Lw7PbYc0Rd5g:retry", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void deadLetterShouldBeSentWhenItsTaskIsPutBack() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        receiver.answer(500, 500);
        String id = hook.ping();
        hook.failure(id, 1);
        hooks.exhaust(id);
        hooks.hurry(id);
        hook.delivery(id, "failed");

        String task = admin.get("/v1/tasks?state=failed&name=webhook.deliver")
                .json()
                .at("/items/0/id")
                .textValue();
        assertThat(admin.post("/v1/tasks/" + task + ":retry", "").status()).isEqualTo(200);

        assertThat(hook.delivery(id, "delivered").get("attempts").intValue()).isEqualTo(3);
    }

    @Test
    void addressInsideShouldBeRefusedAndNothingConnect() {
        for (String url : List.of("http://169.254.169.254/latest", "http://[::1]:" + receiver.port() + "/")) {
            Hook hook = hooks.add(url, "player.created");
            String id = hook.ping();

            JsonNode failed = hook.delivery(id, "failed");

            assertThat(failed.get("attempts").intValue()).isEqualTo(1);
            assertThat(failed.has("lastStatus")).isFalse();
            assertThat(failed.get("lastError").textValue())
                    .containsIgnoringCase("address")
                    .doesNotContain("169.254", "::1", "Exception");
            assertThat(hooks.tasks(id)).isZero();
        }
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void logShouldComeInPagesFromTheNewestAndByState() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, hook.ping());
            hook.delivery(ids.get(0), "delivered");
        }
        receiver.answer(410);
        String failed = hook.ping();
        hook.delivery(failed, "failed");

        assertThat(ids(hook, "?limit=2&state=delivered")).isEqualTo(ids);
        assertThat(ids(hook, "?limit=100&state=failed")).containsExactly(failed);
        assertThat(ids(hook, "?limit=100&state=pending")).isEmpty();
        ids.add(0, failed);
        assertThat(ids(hook, "?limit=1")).isEqualTo(ids);
        assertThat(hook.log()).noneMatch(delivery -> delivery.has("payload"));
        String token = admin.get(hook.path + "/deliveries?limit=1")
                .json()
                .get("nextPageToken")
                .textValue();
        Hook other = hooks.add(receiver.url(), "player.created");
        assertThat(admin.get(other.path + "/deliveries?pageToken=" + token).status())
                .isEqualTo(400);
        assertThat(admin.get(hook.path + "/deliveries?state=failed&pageToken=" + token)
                        .status())
                .isEqualTo(400);
        assertThat(admin.get("/v1/webhooks?pageToken=" + token).status()).isEqualTo(400);
        assertThat(admin.get(other.path + "/deliveries/" + failed).status()).isEqualTo(404);
        assertThat(admin.post(other.path + "/deliveries/" + failed + ":retry", "")
                        .status())
                .isEqualTo(404);
        assertThat(other.log()).isEmpty();
    }

    private List<String> ids(Hook hook, String query) {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = admin.get(hook.path + "/deliveries" + query + token).json();
            page.get("items").forEach(item -> ids.add(item.get("id").textValue()));
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());
        return ids;
    }
}
