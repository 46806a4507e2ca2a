package dev.gildong.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import dev.gildong.webhook.Hooks.Hook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeliveriesPurgeTest {
    private final Hooks hooks;
    private final TestServer server;

    DeliveriesPurgeTest(TestDatabase database) {
        hooks = new Hooks(database);
        server = hooks.server;
    }

    @Test
    void whatEndedLongAgoShouldBeRemovedAndNothingElse() {
        try (hooks;
                Receiver receiver = new Receiver()) {
            Hook hook = hooks.add(receiver.url(), "player.created");
            String fresh = hook.ping();
            String old = hook.ping();
            hook.delivery(fresh, "delivered");
            hook.delivery(old, "delivered");
            receiver.answer(500);
            String waiting = hook.ping();
            hook.failure(waiting, 1);
            server.sql("UPDATE webhook_delivery SET created_at = 1 WHERE delivery_id IN ('%s', '%s')"
                    .formatted(old, waiting));
            String task = Token.random(16);

            server.sql("""
                    INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, picked,
                      consecutive_failures, version, priority, state, attempts, created_at)
                    VALUES ('webhook.purge', '%s', '{}', 1, 1, FALSE, 0, 1, 0, 'queued', 0, 1)
                    """.formatted(task));

            Hooks.eventually(
                    () -> server.number("SELECT COUNT(*) FROM task WHERE task_instance = '" + task + "'") == 0);
            assertThat(hook.log())
                    .extracting(delivery -> delivery.get("id").textValue())
                    .containsExactly(waiting, fresh);
        }
    }
}
