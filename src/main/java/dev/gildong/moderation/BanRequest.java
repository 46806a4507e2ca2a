package dev.gildong.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.FutureInstant;
import dev.gildong.http.ProblemException;
import dev.gildong.player.Ban;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/players/{id}/ban}.
 *
 * @param until RFC 3339; absent for ever
 * @param reason 1 to 500 code points without controls
 */
record BanRequest(
        @Nullable String until,
        @JsonProperty(required = true) String reason) {
    private static final int MAX_REASON = 500;

    Ban ban(Instant now) {
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(reason);
        if (!whole
                || reason.isBlank()
                || reason.codePointCount(0, reason.length()) > MAX_REASON
                || reason.codePoints().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(
                    "/reason", "must be 1 to " + MAX_REASON + " characters without controls, and say something");
        }
        return new Ban(reason, now, Optional.ofNullable(until).map(text -> FutureInstant.of(text, "/until", now)));
    }
}
