package dev.gildong.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the caller's sessions, the latest first. */
record SessionPageResponse(
        List<SessionItemResponse> items, @Nullable String nextPageToken) {}
