package dev.gildong.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of declared collections by their names. */
record CollectionPageResponse(
        List<CollectionResponse> items, @Nullable String nextPageToken) {}
