package dev.gildong.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what was done, the newest first. */
record AuditPageResponse(
        List<AuditItemResponse> items, @Nullable String nextPageToken) {}
