package dev.gildong.privacy;

import java.time.Instant;
import java.util.Optional;

/**
 * An export.
 *
 * @param bytes how long the file is; empty until it is whole
 */
record Export(String id, Instant createdAt, Optional<Long> bytes) {}
