package dev.gildong.apikey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of keys, by their names. */
record ApiKeyPageResponse(
        List<ApiKeyResponse> items, @Nullable String nextPageToken) {}
