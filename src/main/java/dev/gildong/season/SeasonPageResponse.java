package dev.gildong.season;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a board's seasons, the newest first. */
record SeasonPageResponse(
        List<SeasonResponse> items, @Nullable String nextPageToken) {}
