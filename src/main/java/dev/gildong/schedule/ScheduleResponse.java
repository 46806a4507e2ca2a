package dev.gildong.schedule;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is shown.
 *
 * @param args as they were understood
 * @param updatedAt when its definition last changed
 * @param lastRunAt the last of its times that had a run; absent before the first
 * @param nextRunAt absent while it is not enabled
 * @param lastTaskId the task that was the last run; it can be asked for as long as finished tasks are kept
 */
record ScheduleResponse(
        String name,
        String cron,
        String timeZone,
        String task,
        @JsonRawValue String args,
        Missed missed,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastRunAt,
        @Nullable Instant nextRunAt,
        @Nullable String lastTaskId) {

    static ScheduleResponse of(Schedule schedule) {
        Definition definition = schedule.definition();
        Schedule.Course course = schedule.course();
        return new ScheduleResponse(
                schedule.name(),
                definition.cron(),
                definition.timeZone(),
                definition.task(),
                definition.args(),
                definition.missed(),
                definition.enabled(),
                schedule.createdAt(),
                schedule.updatedAt(),
                course.lastRunAt().orElse(null),
                course.nextRunAt().orElse(null),
                course.lastTaskId().orElse(null));
    }
}
