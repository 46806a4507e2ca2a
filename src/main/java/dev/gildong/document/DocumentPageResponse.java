package dev.gildong.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of documents by their keys, or of versions of one, the latest first. */
record DocumentPageResponse(
        List<DocumentItem> items, @Nullable String nextPageToken) {}
