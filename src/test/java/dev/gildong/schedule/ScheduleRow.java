package dev.gildong.schedule;

import dev.gildong.TestServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/**
 * A schedule of the sample task, behind the server's back: what is stored, and a time of it that has come.
 *
 * @param x an argument that no other schedule has, so that its runs can be told
 */
@NullMarked
record ScheduleRow(TestServer server, String name, int x) {

    static ScheduleRow random(TestServer server) {
        int x = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        return new ScheduleRow(server, "s" + x, x);
    }

    String path() {
        return "/v1/schedules/" + name;
    }

    /** A definition with this cron line, and with these other properties, each after a comma. */
    String body(String cron, String more) {
        return """
            {"cron": "%s", "task": "add", "args": {"x": %d, "y": 1}%s}""".formatted(cron, x, more);
    }

    /** Makes its next time this one, as if it had been so for long. */
    void due(Instant time) {
        server.sql("UPDATE schedule SET next_run_at = " + micros(time) + " WHERE name = '" + name + "'");
        server.sql("UPDATE task SET execution_time = " + micros(time)
                + " WHERE picked = FALSE AND task_instance = (SELECT fire_task_id FROM schedule WHERE name = '" + name
                + "')");
    }

    long nextRun() {
        return server.number("SELECT COALESCE(next_run_at, 0) FROM schedule WHERE name = '" + name + "'");
    }

    /** Something about the runs that it had, such as how many. */
    long runs(String aggregate) {
        return server.number("SELECT " + aggregate + " FROM task WHERE task_name = 'add' AND task_data = '{\"x\":" + x
                + ",\"y\":1}'");
    }

    /** Tasks that wait for a time of it. */
    long waiting() {
        return server.number("SELECT COUNT(*) FROM task WHERE task_name = 'schedule.fire'"
                + " AND state IN ('queued', 'running') AND task_data LIKE '{\"name\":\"" + name + "\"%'");
    }

    /** Whether the one task that waits is the one that it knows of, and for its version. */
    boolean waitsForItsNextTime() {
        return waiting() == 1
                && 1
                        == server.number(
                                "SELECT COUNT(*) FROM schedule s JOIN task t ON t.task_instance = s.fire_task_id"
                                        + " WHERE s.name = '" + name
                                        + "' AND t.run_at = s.next_run_at AND t.state = 'queued'"
                                        + " AND t.task_data = CONCAT('{\"name\":\"', s.name, '\",\"version\":', s.version, '}')");
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
