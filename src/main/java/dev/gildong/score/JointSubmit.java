package dev.gildong.score;

import java.util.Optional;

/** A score that is to be submitted along with other changes. What can be seen of it before is right. */
public final class JointSubmit {
    private final Submission submission;
    private final Optional<Integer> season;
    private final String pointer;

    JointSubmit(Submission submission, Optional<Integer> season, String pointer) {
        this.submission = submission;
        this.season = season;
        this.pointer = pointer;
    }

    Submission submission() {
        return submission;
    }

    /** The season that it names; empty for the running one. */
    Optional<Integer> season() {
        return season;
    }

    /** Where it is in the body of the request. */
    String pointer() {
        return pointer;
    }
}
