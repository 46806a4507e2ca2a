package dev.gildong.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.webhook.Hooks.Hook;
import dev.gildong.webhook.Receiver.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Events on their way to webhooks: those that happened, those that did not, and to whom. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PublishingResourceTest {
    private final Hooks hooks;
    private final TestServer server;
    private final Client admin;
    private final Receiver receiver = new Receiver();

    PublishingResourceTest(TestDatabase database) {
        hooks = new Hooks(database);
        server = hooks.server;
        admin = hooks.admin;
    }

    @AfterEach
    void clear() {
        hooks.close();
        receiver.close();
    }

    private static String registration(String userId) {
        return """
            {"userId": "%s", "password": "tiger on the red bridge", "displayName": "Hong"}""".formatted(userId);
    }

    private static String newUserId() {
        return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    @Test
    void registrationShouldBeToldOnce() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String body = registration(newUserId());
        JsonNode player = server.client().post("/v1/accounts", body).json().get("player");

        Message message = receiver.next();

        assertThat(message.json().get("type").textValue()).isEqualTo("player.created");
        assertThat(message.json().at("/data/playerId")).isEqualTo(player.get("id"));
        assertThat(message.json().at("/data/displayName")).isEqualTo(player.get("displayName"));
        assertThat(message.json().at("/data/createdAt")).isEqualTo(player.get("createdAt"));
        assertThat(message.json().get("data")).hasSize(3);
        assertThat(server.client().post("/v1/accounts", body).status()).isEqualTo(409);
        assertThat(hook.log()).hasSize(1);
    }

    @Test
    void firstSignInOfADeviceShouldBeToldAndTheSecondNot() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String body = "{\"deviceId\": \"" + UUID.randomUUID() + "\"}";
        JsonNode player = server.client().post("/v1/login/device", body).json().get("player");

        Message message = receiver.next();

        assertThat(message.json().at("/data/playerId")).isEqualTo(player.get("id"));
        assertThat(server.client().post("/v1/login/device", body).status()).isEqualTo(200);
        assertThat(hook.log()).hasSize(1);
    }

    @Test
    void ofManyWhoRegisterTheSameUserIdOneShouldBeTold() throws Exception {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String body = registration(newUserId());

        assertThat(atOnce(() -> server.client().post("/v1/accounts", body)))
                .containsOnlyOnce(201)
                .containsOnly(201, 409);

        receiver.next();
        assertThat(hook.log()).hasSize(1);
    }

    private static List<Integer> atOnce(Callable<Answer> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(6, call))) {
                statuses.add(answer.get().status());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void unitThatFailsAfterTheEventShouldTellNothing() {
        Hook hook = hooks.add(receiver.url(), "player.created");
        String body = registration(newUserId());
        server.sql("ALTER TABLE sign_in_session RENAME TO away");
        try {
            assertThat(server.client().post("/v1/accounts", body).status()).isEqualTo(500);
        } finally {
            server.sql("ALTER TABLE away RENAME TO sign_in_session");
        }

        assertThat(hook.log()).isEmpty();
        assertThat(server.client().post("/v1/accounts", body).status()).isEqualTo(201);
        receiver.next();
        assertThat(hook.log()).hasSize(1);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void eventShouldGoToAllWhoWantItAndToNobodyElse() {
        try (Receiver second = new Receiver()) {
            Hook first = hooks.add(receiver.url(), "player.created");
            Hook another = hooks.add(second.url(), "player.created");
            Hook failures = hooks.add(second.url(), "task.failed");
            Hook disabled = hooks.add(second.url(), "player.created");
            admin.put(disabled.path, Hooks.body(second.url(), "player.created").replace("}", ", \"enabled\": false}"));
            String player = server.client().signUp().playerId();

            Message to = receiver.next();
            Message too = second.next();

            assertThat(to.json().at("/data/playerId").textValue()).isEqualTo(player);
            assertThat(too.body()).isEqualTo(to.body());
            assertThat(too.id()).isNotEqualTo(to.id());
            assertThat(too.header("webhook-signature"))
                    .isEqualTo(too.signature(another.secret))
                    .isNotEqualTo(too.signature(first.secret));
            assertThat(failures.log()).isEmpty();
            assertThat(disabled.log()).isEmpty();
            assertThat(second.waiting()).isZero();
        }
    }

    @Test
    void secretShouldNeverBeLogged() {
        String chosen = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String url = "http://127.0.0.1:" + receiver.port() + "/";
        Hook hook;
        Recorder recorder = new Recorder();
        try (recorder) {
            hook = hooks.add(url, "player.created");
            String body = Hooks.body(url, "player.created");
            admin.put(hook.path, body.replace("}", ", \"secret\": \"" + chosen + "\"}"));
            admin.put(hook.path, body.replace("}", ", \"secret\": \"" + chosen + "=\"}"));
            receiver.answer(500);
            hook.failure(hook.ping(), 1);
            hook.delivery(hook.ping(), "delivered");
        }

        assertThat(recorder.lines).anyMatch(line -> line.contains("webhook.deliver failed"));
        assertThat(recorder.lines)
                .noneMatch(line -> line.contains(chosen.substring(6)) || line.contains(hook.secret.substring(6)));
    }

    /** Everything that is logged, in place of the console. */
    private static final class Recorder extends AbstractAppender implements AutoCloseable {
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final LoggerConfig root =
                LoggerContext.getContext(false).getConfiguration().getRootLogger();
        private final Level before = root.getLevel();
        private final List<Appender> others = List.copyOf(root.getAppenders().values());

        Recorder() {
            super("all", null, null, true, Property.EMPTY_ARRAY);
            start();
            others.forEach(other -> root.removeAppender(other.getName()));
            root.addAppender(this, Level.ALL, null);
            Configurator.setRootLevel(Level.ALL);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }

        @Override
        public void close() {
            Configurator.setRootLevel(before);
            root.removeAppender("all");
            others.forEach(other -> root.addAppender(other, null, null));
        }
    }
}
