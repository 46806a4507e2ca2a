package dev.gildong.limit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuessPurgeTest {
    /** More than a transaction removes. */
    private static final int OLD = 2_500;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void serverShouldForgetOldGuessesByItsOwnSchedule(TestDatabase database) {
        try (TestServer server = TestServer.start(database, Map.of())) {
            String old = IntStream.range(0, OLD)
                    .mapToObj(number -> "('old " + number + "', 3, 0, 1)")
                    .collect(joining(","));
            server.sql("INSERT INTO guess (subject, tries, blocked_until, forget_at) VALUES " + old);
            server.sql("INSERT INTO guess (subject, tries, blocked_until, forget_at) VALUES ('new', 3, 0, "
                    + Long.MAX_VALUE + ")");
            server.sql("UPDATE task SET execution_time = 1 WHERE task_name = 'schedule.fire' AND task_data LIKE"
                    + " '%guess.purge%'");
            server.sql("UPDATE schedule SET next_run_at = 1 WHERE name = 'guess.purge'");

            await().atMost(Duration.ofSeconds(30)).until(() -> server.number("SELECT COUNT(*) FROM guess") == 1);
            assertThat(server.number("SELECT tries FROM guess WHERE subject = 'new'"))
                    .isEqualTo(3);
        }
    }
}
