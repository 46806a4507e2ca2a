package dev.gildong.task;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with a task. The first five are found in the task, not in the answer to a request. */
final class TaskProblems {
    static final ProblemType FAILED = new ProblemType("task-failed", 500, "The task failed");
    static final ProblemType TIMED_OUT = new ProblemType("task-timed-out", 504, "The task took too long");
    static final ProblemType WORKER_LOST = new ProblemType("worker-lost", 503, "The worker of the task was lost");
    static final ProblemType ARGS =
            new ProblemType("task-args", 500, "This version of the server cannot read the task's arguments");
    static final ProblemType RESULT = new ProblemType("task-result", 422, "The task has no usable result");

    private static final ProblemType FINISHED = new ProblemType("task-finished", 409, "The task is finished already");
    private static final ProblemType NOT_FAILED = new ProblemType("task-not-failed", 409, "The task has not failed");
    private static final ProblemType KEY_TAKEN =
            new ProblemType("task-key-taken", 409, "An unfinished task has the same key");
    private static final ProblemType INTERNAL =
            new ProblemType("task-internal", 409, "The server needs this task itself");

    private TaskProblems() {}

    static ProblemException noTask() {
        return ProblemException.notFound("There is no such task. Finished ones are kept for a while only.");
    }

    static ProblemException noType() {
        return ProblemException.notFound("There is no task of this name.");
    }

    static ProblemException finished() {
        return new ProblemException(FINISHED, null);
    }

    static ProblemException notFailed() {
        return new ProblemException(NOT_FAILED, "Only a task that failed for good can be tried again.");
    }

    static ProblemException keyTaken() {
        return new ProblemException(KEY_TAKEN, "Wait for that task, or cancel it.");
    }

    static ProblemException internal() {
        return new ProblemException(INTERNAL, null);
    }

    static ProblemException notForPlayers() {
        return new ProblemException(ProblemType.FORBIDDEN, "This task takes the scope tasks.");
    }
}
