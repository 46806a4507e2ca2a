package dev.gildong.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.task.NewTask;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/schedules/{name}}; what is left out takes its default.
 *
 * @param args as the type of the task wants them
 */
record PutScheduleRequest(
        @JsonProperty(required = true) String cron,
        @Nullable String timeZone,
        @JsonProperty(required = true) String task,
        @JsonProperty(required = true) ObjectNode args,
        @Nullable Missed missed,
        @Nullable Boolean enabled) {
    private static final String UTC = "UTC";

    /**
     * The times.
     *
     * @throws dev.gildong.http.ProblemException 400 if there is no such time zone, or the cron line is none
     */
    Cron times() {
        return Cron.of(cron, Cron.zone(timeZone == null ? UTC : timeZone));
    }

    /** The definition, with its task as it was checked. */
    Definition definition(NewTask checked) {
        return new Definition(
                cron,
                timeZone == null ? UTC : timeZone,
                checked.name(),
                checked.args(),
                missed == null ? Missed.ONCE : missed,
                enabled == null || enabled);
    }
}
