package dev.gildong.leaderboard;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A season of a leaderboard. All instants are by the database's clock.
 *
 * @param board number of the leaderboard
 * @param number counts from 1
 * @param startsAt the first instant that belongs to it
 * @param endsAt the first instant that does not; empty if it does not end by itself
 * @param acceptsUntil {@code endsAt} and the late window
 */
public record Season(
        long board,
        int number,
        Instant startsAt,
        Optional<Instant> endsAt,
        Optional<Instant> acceptsUntil,
        State state) {

    /** How far it is. A season never goes back to a state that it had. */
    public enum State {
        /** Takes scores in its time. Its end may still be moved. */
        OPEN,
        /** Takes nothing any more, whatever becomes of its board's definition; its final ranks are being written. */
        CLOSING,
        /** Its ranks are final. */
        CLOSED;

        static State of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether its ranks are final. */
    public boolean closed() {
        return state == State.CLOSED;
    }

    /** Whether it is over at this instant, be it closed or not. */
    public boolean ended(Instant now) {
        return endsAt.isPresent() && !now.isBefore(endsAt.get());
    }

    /** Whether not even late scores are taken any more at this instant. */
    public boolean over(Instant now) {
        return state != State.OPEN || acceptsUntil.isPresent() && !now.isBefore(acceptsUntil.get());
    }
}
