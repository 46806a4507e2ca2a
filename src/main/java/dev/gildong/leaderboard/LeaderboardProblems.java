package dev.gildong.leaderboard;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with a leaderboard. */
final class LeaderboardProblems {
    private static final ProblemType FIXED =
            new ProblemType("definition-fixed", 409, "This leaderboard has scores by another definition");

    private LeaderboardProblems() {}

    static ProblemException fixed() {
        return new ProblemException(FIXED, "A change would falsify recorded scores. Use another name.");
    }

    static ProblemException name() {
        return new ProblemException(
                ProblemType.INVALID,
                "A leaderboard's name is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit.");
    }

    static ProblemException noBoard() {
        return ProblemException.notFound("There is no such leaderboard.");
    }

    static ProblemException noSeason() {
        return ProblemException.notFound("This leaderboard has no such season.");
    }
}
