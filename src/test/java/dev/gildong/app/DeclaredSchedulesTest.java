package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The schedules of the server itself. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeclaredSchedulesTest {
    private static final String PATH = "/v1/schedules/task.purge";

    private final String url;

    DeclaredSchedulesTest(TestDatabase database) {
        url = database.freshUrl();
    }

    @Test
    void whatAnAdministratorMadeOfOneShouldOutliveARestart() {
        Answer changed;
        try (TestServer first = TestServer.start(url, "/", Map.of())) {
            JsonNode declared = first.admin().get(PATH).json();
            assertThat(declared.get("cron").textValue()).isEqualTo("*/10 * * * *");
            assertThat(declared.has("nextRunAt")).isTrue();
            changed = first.admin().put(PATH, """
                {"cron": "0 5 * * *", "timeZone": "Asia/Seoul", "task": "task.purge", "args": {}, "enabled": false}""");
            assertThat(changed.status()).isEqualTo(200);
        }
        try (TestServer second = TestServer.start(url, "/", Map.of())) {
            assertThat(second.admin().get(PATH).body()).isEqualTo(changed.body());
            assertThat(second.number(
                            "SELECT COUNT(*) FROM task WHERE state = 'queued' AND task_data LIKE '%task.purge%'"))
                    .isZero();
            assertThat(second.admin()
                            .send("DELETE", PATH, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(204);
        }
        try (TestServer third = TestServer.start(url, "/", Map.of())) {
            assertThat(third.admin().get(PATH).json().get("cron").textValue()).isEqualTo("*/10 * * * *");
        }
    }

    @Test
    void taskPurgeShouldRemoveWhatIsPastItsTime() {
        try (TestServer server = TestServer.start(
                url, "/", Map.of("gildong.task.keep-finished", "PT1H", "gildong.task.keep-failed", "PT5H"))) {
            finished(server, "old", "succeeded", 2 * 3600);
            finished(server, "young", "succeeded", 1800);
            finished(server, "dead", "failed", 2 * 3600);
            finished(server, "long-dead", "failed", 6 * 3600);
            server.sql("UPDATE task SET execution_time = 1 WHERE task_name = 'schedule.fire' AND task_data LIKE"
                    + " '%task.purge%'");
            server.sql("UPDATE schedule SET next_run_at = 1 WHERE name = 'task.purge'");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> server.number("SELECT COUNT(*) FROM task WHERE task_name = 'test'") == 2);
            assertThat(server.number("SELECT COUNT(*) FROM task WHERE task_instance IN ('young', 'dead')"))
                    .isEqualTo(2);
        }
    }

    private static void finished(TestServer server, String id, String state, long secondsAgo) {
        server.sql("""
                INSERT INTO task (task_name, task_instance, task_data, consecutive_failures, version, priority, state,
                  attempts, created_at, run_at, finished_at)
                SELECT 'test', '%s', '{}', 0, 1, 1, '%s', 1, created_at, created_at, created_at - %d
                FROM schedule WHERE name = 'task.purge'
                """.formatted(id, state, secondsAgo * 1_000_000));
    }
}
