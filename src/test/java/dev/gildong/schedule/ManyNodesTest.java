package dev.gildong.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three nodes on one database. */
class ManyNodesTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void aTimeShouldBeRunOnceHoweverManyNodesThereAre() {
        String url = TestDatabase.MYSQL.freshUrl();
        try (TestServer one = TestServer.start(url, "/", Map.of());
                TestServer two = TestServer.start(url, "/", Map.of());
                TestServer three = TestServer.start(url, "/", Map.of())) {
            List<TestServer> servers = List.of(one, two, three);
            List<ScheduleRow> schedules = IntStream.range(0, 30)
                    .mapToObj(i -> ScheduleRow.random(servers.get(i % servers.size())))
                    .toList();
            schedules.forEach(schedule -> schedule.server().admin().put(schedule.path(), schedule.body("@yearly", "")));
            for (int times = 1; times <= 3; times++) {
                int expected = times;
                schedules.forEach(schedule -> schedule.due(Instant.now().minusSeconds(5)));
                await().atMost(LONGEST)
                        .until(() -> schedules.stream()
                                .allMatch(schedule ->
                                        schedule.runs("COUNT(CASE state WHEN 'succeeded' THEN 1 END)") == expected
                                                && schedule.waitsForItsNextTime()));
                assertThat(schedules).allMatch(schedule -> schedule.runs("COUNT(*)") == expected);
            }
            assertThat(one.number("SELECT COUNT(*) FROM schedule WHERE name = 'session.purge'"))
                    .isEqualTo(1);
            assertThat(one.number("SELECT COUNT(*) FROM task WHERE task_name = 'schedule.fire' AND task_data LIKE"
                            + " '%session.purge%'"))
                    .isEqualTo(1);
        }
    }
}
