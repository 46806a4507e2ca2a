package dev.gildong.privacy;

import java.time.Instant;

/** An export that is being made. */
record ExportResponse(String id, Instant createdAt) {}
