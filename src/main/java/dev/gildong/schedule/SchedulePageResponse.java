package dev.gildong.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of schedules by their names. */
record SchedulePageResponse(
        List<ScheduleResponse> items, @Nullable String nextPageToken) {}
