package dev.gildong.schedule;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Schedules in the database. Whoever changes one has locked it. */
final class ScheduleRepository {
    private static final String SELECT = """
            SELECT schedule_no, name, cron, time_zone, task_name, task_args, missed, enabled, version, created_at,
              updated_at, last_run_at, last_task_id, next_run_at, fire_task_id
            FROM schedule""";

    Optional<Schedule> find(UnitOfWork unit, String name) {
        return unit.find(ScheduleRepository::schedule, SELECT + " WHERE name = ?", name);
    }

    /** Finds it, and keeps everyone else from changing it until the unit ends. */
    Optional<Schedule> lock(UnitOfWork unit, String name) {
        return unit.find(ScheduleRepository::schedule, SELECT + " WHERE name = ? FOR UPDATE", name);
    }

    /** In the order of their names, those after a name; all of them after the empty one. */
    List<Schedule> page(UnitOfWork unit, String after, int limit) {
        return unit.list(ScheduleRepository::schedule, SELECT + " WHERE name > ? ORDER BY name LIMIT ?", after, limit);
    }

    /**
     * Adds a schedule; its number is not looked at.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is one of this name: the unique key decides between
     *     two who make it at once
     */
    void add(UnitOfWork unit, Schedule schedule) {
        Definition definition = schedule.definition();
        Schedule.Course course = schedule.course();
        unit.update(
                """
                INSERT INTO schedule (name, cron, time_zone, task_name, task_args, missed, enabled, version, created_at,
                  updated_at, last_run_at, last_task_id, next_run_at, fire_task_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                schedule.name(),
                definition.cron(),
                definition.timeZone(),
                definition.task(),
                definition.args(),
                definition.missed().wireName(),
                definition.enabled(),
                schedule.version(),
                UnitOfWork.micros(schedule.createdAt()),
                UnitOfWork.micros(schedule.updatedAt()),
                course.lastRunAt().map(UnitOfWork::micros),
                course.lastTaskId(),
                course.nextRunAt().map(UnitOfWork::micros),
                course.fireTaskId());
    }

    /** Stores what has become of a schedule. */
    void change(UnitOfWork unit, Schedule schedule) {
        Definition definition = schedule.definition();
        Schedule.Course course = schedule.course();
        unit.update(
                """
                UPDATE schedule SET cron = ?, time_zone = ?, task_name = ?, task_args = ?, missed = ?, enabled = ?,
                  version = ?, updated_at = ?, last_run_at = ?, last_task_id = ?, next_run_at = ?, fire_task_id = ?
                WHERE schedule_no = ?
                """,
                definition.cron(),
                definition.timeZone(),
                definition.task(),
                definition.args(),
                definition.missed().wireName(),
                definition.enabled(),
                schedule.version(),
                UnitOfWork.micros(schedule.updatedAt()),
                course.lastRunAt().map(UnitOfWork::micros),
                course.lastTaskId(),
                course.nextRunAt().map(UnitOfWork::micros),
                course.fireTaskId(),
                schedule.number());
    }

    void remove(UnitOfWork unit, Schedule schedule) {
        unit.update("DELETE FROM schedule WHERE schedule_no = ?", schedule.number());
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                row.getLong("schedule_no"),
                row.getString("name"),
                new Definition(
                        row.getString("cron"),
                        row.getString("time_zone"),
                        row.getString("task_name"),
                        row.getString("task_args"),
                        Missed.of(row.getString("missed")),
                        row.getBoolean("enabled")),
                row.getLong("version"),
                UnitOfWork.instant(row.getLong("created_at")),
                UnitOfWork.instant(row.getLong("updated_at")),
                new Schedule.Course(
                        instant(row, "last_run_at"),
                        Optional.ofNullable(row.getString("last_task_id")),
                        instant(row, "next_run_at"),
                        Optional.ofNullable(row.getString("fire_task_id"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(UnitOfWork.instant(micros));
    }
}
