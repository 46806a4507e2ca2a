package dev.gildong.leaderboard;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with a leaderboard. */
final class LeaderboardProblems {
    private static final ProblemType FIXED =
            new ProblemType("definition-fixed", 409, "This leaderboard exists with another definition");
    private static final ProblemType PRECONDITION =
            new ProblemType("precondition-failed", 412, "The leaderboard is not in the state you expected");
    private static final ProblemType OUT_OF_RANGE =
            new ProblemType("score-out-of-range", 422, "The sum would leave the range of exact scores");

    private LeaderboardProblems() {}

    static ProblemException fixed() {
        return new ProblemException(FIXED, "A change would falsify recorded scores. Use another name.");
    }

    static ProblemException precondition() {
        return new ProblemException(PRECONDITION, null);
    }

    static ProblemException outOfRange() {
        return new ProblemException(OUT_OF_RANGE, "Nothing was added.");
    }

    static ProblemException noBoard() {
        return ProblemException.notFound("There is no such leaderboard.");
    }

    static ProblemException noEntry() {
        return ProblemException.notFound("This player has no score on this leaderboard.");
    }

    static ProblemException noPlayer() {
        return ProblemException.invalid("/playerId", "is no player");
    }
}
