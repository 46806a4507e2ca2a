package dev.gildong.score;

import dev.gildong.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A submission and its answer. Belongs to the thread that submits. */
final class Submitted {
    private final Submission submission;
    private @Nullable SubmitScoreResponse response;
    private @Nullable ProblemException problem;

    Submitted(Submission submission) {
        this.submission = submission;
    }

    static Map<Submitted, Pending> pending(List<Submitted> submits) {
        Map<Submitted, Pending> pending = new LinkedHashMap<>();
        submits.forEach(submit -> pending.put(submit, new Pending(submit.submission)));
        return pending;
    }

    Submission submission() {
        return submission;
    }

    void succeed(SubmitScoreResponse answer) {
        response = answer;
    }

    void fail(ProblemException cause) {
        problem = cause;
    }

    /** @throws ProblemException if it failed though nothing was wrong with it */
    void requireNoFailure() {
        if (problem != null && problem.type().status() >= 500) {
            throw problem;
        }
    }

    /** @throws ProblemException if it was refused */
    SubmitScoreResponse response() {
        if (problem != null) {
            throw problem;
        }
        if (response == null) {
            throw new IllegalStateException("it was not submitted");
        }
        return response;
    }
}
