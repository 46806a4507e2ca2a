package dev.gildong.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of tasks, the newest first. */
record TaskPageResponse(List<TaskResponse> items, @Nullable String nextPageToken) {}
