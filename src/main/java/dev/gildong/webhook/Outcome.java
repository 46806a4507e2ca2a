package dev.gildong.webhook;

import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param status what the receiver answered; empty for no answer
 * @param error what the log says; empty if the receiver took it
 * @param again whether another attempt could help
 */
record Outcome(Optional<Integer> status, Optional<String> error, boolean again, long millis) {
    private static final int GONE = 410;

    /** The receiver answered. */
    static Outcome answered(int status, long millis) {
        Optional<String> error = Optional.of(status)
                .filter(answered -> answered < 200 || answered > 299)
                .map(answered -> "The receiver answered " + answered + ".");
        return new Outcome(Optional.of(status), error, status != GONE, millis);
    }

    /** It did not. */
    static Outcome unanswered(String error, boolean again, long millis) {
        return new Outcome(Optional.empty(), Optional.of(error), again, millis);
    }

    boolean delivered() {
        return error.isEmpty();
    }

    /** The receiver wants nothing more. */
    boolean gone() {
        return status.equals(Optional.of(GONE));
    }
}
