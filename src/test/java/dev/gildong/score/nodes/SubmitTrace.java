package dev.gildong.score.nodes;

/**
 * A submit as its sender saw it. Instants are those of {@link CheckedRun}. A submit whose outcome nobody knows never
 * ends: it may still come about. One thread writes, many read.
 */
final class SubmitTrace {
    /** The process that was asked. */
    final String node;

    final long score;
    final long began;
    private volatile long ended = Long.MAX_VALUE;
    private volatile String outcome = "in flight";

    SubmitTrace(String node, long score, long began) {
        this.node = node;
        this.score = score;
        this.began = began;
    }

    /** It is stored, says the server. */
    void acknowledge(long at, String answer) {
        outcome = "at " + CheckedRun.text(at) + " " + answer;
        ended = at;
    }

    /** It may be stored or not. */
    void lose(long at, String why) {
        outcome = "at " + CheckedRun.text(at) + " UNKNOWN " + why;
    }

    boolean isAcknowledged() {
        return ended != Long.MAX_VALUE;
    }

    boolean isAcknowledgedBy(long instant) {
        return ended <= instant;
    }

    /** Whether it was certainly stored before whatever began at that instant. */
    boolean endedBefore(long instant) {
        return ended < instant;
    }

    /** When it was acknowledged; the end of time if it was not. */
    long ended() {
        return ended;
    }

    @Override
    public String toString() {
        return "%s %s: %d -> %s".formatted(CheckedRun.text(began), node, score, outcome);
    }
}
