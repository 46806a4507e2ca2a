package dev.gildong.score;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Map;

/** What can go wrong with scores. */
final class ScoreProblems {
    private static final ProblemType CLOSED =
            new ProblemType("leaderboard-closed", 409, "This leaderboard takes no scores now");
    private static final ProblemType CHANGED =
            new ProblemType("definition-changed", 409, "The leaderboard's definition has just changed");
    private static final ProblemType RULE = new ProblemType("rule-broken", 422, "The score breaks a rule");
    private static final ProblemType OUT_OF_RANGE =
            new ProblemType("score-out-of-range", 422, "The sum would leave the range of exact scores");
    private static final ProblemType RANK_UNKNOWN =
            new ProblemType("rank-unknown", 503, "The change is stored, but its rank cannot be told now");
    private static final ProblemType LOADING =
            new ProblemType("leaderboard-loading", 503, "This node is still loading the leaderboard");
    private static final ProblemType BUSY =
            new ProblemType("leaderboard-busy", 503, "The leaderboard changes faster than it can be read");

    private ScoreProblems() {}

    static ProblemException frozen() {
        return new ProblemException(CLOSED, "It is frozen.");
    }

    static ProblemException notOpen() {
        return new ProblemException(CLOSED, "It is not open yet.");
    }

    static ProblemException closed() {
        return new ProblemException(CLOSED, "It has closed.");
    }

    static ProblemException seasonOver() {
        return new ProblemException(CLOSED, "This season takes no more scores.");
    }

    static ProblemException serversOnly() {
        return new ProblemException(
                ProblemType.FORBIDDEN, "Scores of this leaderboard take an API key with the scope scores.");
    }

    static ProblemException definitionChanged() {
        return new ProblemException(CHANGED, "Nothing was stored. Look at it again.");
    }

    static ProblemException rule(String name, String detail) {
        return new ProblemException(RULE, detail + " The rule is " + name + ".");
    }

    static ProblemException outOfRange() {
        return new ProblemException(OUT_OF_RANGE, "Nothing was added.");
    }

    static ProblemException rankUnknown() {
        return new ProblemException(RANK_UNKNOWN, "Ask for the rank later.", Map.of("Retry-After", "1"));
    }

    static ProblemException loading() {
        return new ProblemException(LOADING, "Try again shortly.", Map.of("Retry-After", "1"));
    }

    static ProblemException busy() {
        return new ProblemException(BUSY, "Try again.", Map.of("Retry-After", "1"));
    }

    static ProblemException noEntry() {
        return ProblemException.notFound("This player has no score on this leaderboard.");
    }

    static ProblemException noPlayer() {
        return ProblemException.invalid("/playerId", "is no player");
    }
}
