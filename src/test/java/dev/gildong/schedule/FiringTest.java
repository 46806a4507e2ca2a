package dev.gildong.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class FiringTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long HOUR = Duration.ofHours(1).toNanos() / 1000;

    private final TestDatabase database;
    private final TestServer server;
    private final Client admin;
    private final ScheduleRow row;

    FiringTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        admin = server.admin();
        row = ScheduleRow.random(server);
    }

    private static Instant secondsAgo(long seconds) {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(seconds);
    }

    private static void awaitFuture(ScheduleRow schedule) {
        await().atMost(LONGEST).until(() -> schedule.nextRun() > ScheduleRow.micros(Instant.now()));
    }

    @Test
    void aTimeThatComesShouldRunTheTaskAndSaySo() {
        String tag = admin.put(row.path(), row.body("@yearly", "")).header("ETag");
        Instant time = secondsAgo(2);
        row.due(time);
        await().atMost(LONGEST).until(() -> row.runs("COUNT(CASE state WHEN 'succeeded' THEN 1 END)") == 1);

        JsonNode after = admin.get(row.path()).json();
        assertThat(Instant.parse(after.get("lastRunAt").textValue())).isEqualTo(time);
        assertThat(server.number("SELECT COUNT(*) FROM task WHERE task_instance = '"
                        + after.get("lastTaskId").textValue() + "' AND run_at = " + ScheduleRow.micros(time)))
                .isEqualTo(1);
        assertThat(after.get("nextRunAt").textValue()).endsWith("-01-01T00:00:00Z");
        assertThat(admin.with("If-None-Match", tag).get(row.path()).status()).isEqualTo(200);
        assertThat(row.waitsForItsNextTime()).isTrue();
    }

    /** Down for three hours: the server is stopped, the times pass, it is started again. */
    @Test
    void afterDowntimeOnceShouldRunOnceAndEachEveryTimeAndSkipNone() {
        String url = database.freshUrl();
        ScheduleRow once;
        ScheduleRow each;
        ScheduleRow skip;
        Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.HOURS);
        try (TestServer before = TestServer.start(url, "/", Map.of())) {
            once = ScheduleRow.random(before);
            each = ScheduleRow.random(before);
            skip = ScheduleRow.random(before);
            before.admin().put(once.path(), once.body("@hourly", ""));
            before.admin().put(each.path(), each.body("@hourly", ", \"missed\": \"each\""));
            before.admin().put(skip.path(), skip.body("@hourly", ", \"missed\": \"skip\""));
        }
        List.of(once, each, skip).forEach(schedule -> schedule.due(first));
        try (TestServer after = TestServer.start(url, "/", Map.of())) {
            List.of(once, each, skip).forEach(FiringTest::awaitFuture);

            assertThat(once.runs("COUNT(*)")).isEqualTo(1);
            assertThat(once.runs("MIN(run_at)")).isEqualTo(ScheduleRow.micros(first));
            assertThat(each.runs("COUNT(DISTINCT run_at)")).isEqualTo(each.runs("COUNT(*)"));
            assertThat(each.runs("MIN(run_at)")).isEqualTo(ScheduleRow.micros(first));
            assertThat(each.nextRun()).isEqualTo(each.runs("MAX(run_at)") + HOUR);
            assertThat((each.runs("MAX(run_at)") - each.runs("MIN(run_at)")) / HOUR + 1)
                    .isEqualTo(each.runs("COUNT(*)"))
                    .isGreaterThanOrEqualTo(4);
            assertThat(skip.nextRun()).isEqualTo(once.nextRun());
            assertThat(after.admin().get(once.path()).json().get("nextRunAt"))
                    .isEqualTo(after.admin().get(each.path()).json().get("nextRunAt"));
            List.of(once, each, skip)
                    .forEach(schedule ->
                            assertThat(schedule.waitsForItsNextTime()).isTrue());
        }
    }

    @Test
    void skipShouldRunWhatIsNotYetAMinuteLate() {
        admin.put(row.path(), row.body("@yearly", ", \"missed\": \"skip\""));
        row.due(secondsAgo(62));
        awaitFuture(row);
        assertThat(row.runs("COUNT(*)")).isZero();
        assertThat(admin.get(row.path()).json().has("lastRunAt")).isFalse();

        row.due(secondsAgo(30));
        awaitFuture(row);
        assertThat(row.runs("COUNT(*)")).isEqualTo(1);
    }

    @Test
    void aTaskThatTheServerKnowsNoMoreShouldNotEndTheChain() {
        admin.put(row.path(), row.body("@yearly", ""));
        server.sql("UPDATE schedule SET task_name = 'gone' WHERE name = '" + row.name() + "'");
        row.due(secondsAgo(1));
        awaitFuture(row);
        assertThat(admin.get(row.path()).json().has("lastRunAt")).isFalse();
        assertThat(row.waitsForItsNextTime()).isTrue();

        server.sql("UPDATE schedule SET task_name = 'add' WHERE name = '" + row.name() + "'");
        row.due(secondsAgo(1));
        awaitFuture(row);
        assertThat(row.runs("COUNT(*)")).isEqualTo(1);
    }

    /** As a dead one does that an administrator revives. */
    @Test
    void aTaskForAnotherVersionShouldDoNothing() {
        admin.put(row.path(), row.body("@yearly", ""));
        admin.put(row.path(), row.body("@monthly", ""));
        long next = row.nextRun();
        server.sql("""
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, picked,
                  consecutive_failures, version, priority, state, attempts, created_at)
                VALUES ('schedule.fire', 't%d', '{"name":"%s","version":1}', 1, 1, FALSE, 0, 1, 1, 'queued', 0, 1)
                """.formatted(row.x(), row.name()));
        await().atMost(LONGEST).until(() -> row.waiting() == 1);

        assertThat(row.runs("COUNT(*)")).isZero();
        assertThat(row.nextRun()).isEqualTo(next);
        assertThat(row.waitsForItsNextTime()).isTrue();
    }

    /** The waiting task is taken away while it is at work: what it did must go with it. */
    @Test
    void whatLostItsTaskShouldEnqueueNothing() throws Exception {
        admin.put(row.path(), row.body("@yearly", ""));
        Instant time = secondsAgo(1);
        String ofThis = " WHERE task_name = 'schedule.fire' AND task_data LIKE '{\"name\":\"" + row.name() + "\"%'";
        try (Connection connection = DriverManager.getConnection(server.databaseUrl());
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.executeQuery("SELECT * FROM schedule WHERE name = '" + row.name() + "' FOR UPDATE")
                    .close();
            server.sql("UPDATE task SET execution_time = 1" + ofThis);
            await().atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> server.number("SELECT COUNT(*) FROM task" + ofThis + " AND state = 'running'") == 1);
            sql.executeUpdate("UPDATE task SET state = 'cancelled', picked = NULL, execution_time = NULL,"
                    + " version = version + 1" + ofThis);
            sql.executeUpdate("UPDATE schedule SET next_run_at = " + ScheduleRow.micros(time) + " WHERE name = '"
                    + row.name() + "'");
            connection.commit();
        }
        // The next time that comes is taken by the same worker after it: so this one has ended by then.
        ScheduleRow other = ScheduleRow.random(server);
        admin.put(other.path(), other.body("@yearly", ""));
        other.due(secondsAgo(1));
        awaitFuture(other);

        assertThat(row.runs("COUNT(*)")).isZero();
        assertThat(row.waiting()).isZero();
        assertThat(row.nextRun()).isEqualTo(ScheduleRow.micros(time));
    }

    /** Whoever comes first, one task waits in the end, and the definition is that of the last PUT. */
    @Test
    void putWhileItFiresShouldLeaveOneThatWaits() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            admin.put(row.path(), row.body("@yearly", ""));
            for (int round = 0; round < 60; round++) {
                String last = round + " 0 1 1 *";
                row.due(secondsAgo(1));
                List<Future<Integer>> puts = new ArrayList<>();
                for (String cron : List.of("@yearly", round + " 0 1 2 *")) {
                    puts.add(threads.submit(
                            () -> admin.put(row.path(), row.body(cron, "")).status()));
                }
                for (Future<Integer> put : puts) {
                    assertThat(put.get()).isEqualTo(200);
                }
                row.due(secondsAgo(1));
                assertThat(admin.put(row.path(), row.body(last, "")).status()).isEqualTo(200);
                await().atMost(LONGEST).until(row::waitsForItsNextTime);
                assertThat(admin.get(row.path()).json().get("cron").textValue()).isEqualTo(last);
            }
        } finally {
            threads.shutdown();
        }
    }
}
