package dev.gildong.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, as it is shown.
 *
 * @param at by the database's clock
 * @param address of the client; absent where no request was served, as is {@code requestId}
 * @param detail a JSON object
 */
record AuditItemResponse(
        Instant at,
        String who,
        String action,
        String subject,
        @Nullable String address,
        @Nullable String requestId,
        @JsonRawValue String detail) {}
