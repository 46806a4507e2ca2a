package dev.gildong.score;

import org.jspecify.annotations.Nullable;

/** A submission on its way, and in the end what became of it. Written by the thread that commits it, then read by its own. */
final class Pending {
    private final Submission submission;
    private @Nullable Outcome outcome;
    private @Nullable RuntimeException failure;

    Pending(Submission submission) {
        this.submission = submission;
    }

    Submission submission() {
        return submission;
    }

    void succeed(Outcome result) {
        outcome = result;
    }

    void fail(RuntimeException cause) {
        failure = cause;
    }

    boolean succeeded() {
        return outcome != null;
    }

    /** @throws RuntimeException if it failed */
    Outcome outcome() {
        if (failure != null) {
            throw failure;
        }
        if (outcome == null) {
            throw new IllegalStateException("nobody has committed it");
        }
        return outcome;
    }
}
