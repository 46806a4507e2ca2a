package dev.gildong.season;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A season of a leaderboard.
 *
 * @param endsAt null if it does not end by itself
 * @param acceptsUntil {@code endsAt} and the late window
 * @param closedAt null until its ranks are final
 * @param entries how many players have a final rank; null until then
 */
record SeasonResponse(
        int season,
        State state,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant acceptsUntil,
        @Nullable Instant closedAt,
        @Nullable Long entries) {

    /** What a caller may expect of it. */
    enum State {
        /** It runs, or has not begun yet. */
        @JsonProperty("open")
        OPEN,
        /** It has ended; late scores may come, and its ranks are not final. */
        @JsonProperty("closing")
        CLOSING,
        /** Its ranks are final. */
        @JsonProperty("closed")
        CLOSED;
    }
}
