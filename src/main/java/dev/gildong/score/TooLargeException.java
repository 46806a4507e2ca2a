package dev.gildong.score;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Map;

/** A leaderboard does not fit into the memory that ranks may take: a 503, and a matter for the operator. */
final class TooLargeException extends ProblemException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
        super(
                new ProblemType("leaderboard-too-large", 503, "The leaderboard does not fit into this node's memory"),
                "The operator must give the node more.",
                Map.of("Retry-After", "60"));
    }
}
