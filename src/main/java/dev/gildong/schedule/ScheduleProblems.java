package dev.gildong.schedule;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with a schedule. */
final class ScheduleProblems {

    private ScheduleProblems() {}

    static ProblemException name() {
        return new ProblemException(
                ProblemType.INVALID,
                "A schedule's name is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit.");
    }

    static ProblemException noSchedule() {
        return ProblemException.notFound("There is no such schedule.");
    }

    static ProblemException noTask() {
        return ProblemException.invalid("/task", "is no task that can be scheduled");
    }
}
