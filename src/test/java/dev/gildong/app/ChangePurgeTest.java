package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangePurgeTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void serverShouldRemoveOldChangesByItsOwnSchedule(TestDatabase database) {
        try (TestServer server = TestServer.start(database, Map.of())) {
            server.sql("INSERT INTO change_log (topic, subject, changed_at) VALUES ('t', 'a', 1), ('t', 'b', 1)");
            server.sql("UPDATE task SET execution_time = 1 WHERE task_name = 'schedule.fire' AND task_data LIKE"
                    + " '%change.purge%'");
            server.sql("UPDATE schedule SET next_run_at = 1 WHERE name = 'change.purge'");

            await().atMost(Duration.ofSeconds(30)).until(() -> server.number("SELECT COUNT(*) FROM change_log") == 1);
            assertThat(server.number("SELECT COUNT(*) FROM change_log WHERE subject = 'b'"))
                    .isEqualTo(1);
        }
    }
}
