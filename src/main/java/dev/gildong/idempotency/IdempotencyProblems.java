package dev.gildong.idempotency;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Map;

/** What a client is told whose key cannot be used. */
final class IdempotencyProblems {
    private static final ProblemType OTHER_REQUEST =
            new ProblemType("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request");
    private static final ProblemType RUNNING =
            new ProblemType("idempotency-key-in-use", 409, "The first request with this Idempotency-Key still runs");

    private IdempotencyProblems() {}

    static ProblemException badKey() {
        return new ProblemException(
                ProblemType.INVALID,
                "Idempotency-Key must be sent once, as 1 to 255 ASCII characters in double quotes.");
    }

    static ProblemException otherRequest() {
        return new ProblemException(
                OTHER_REQUEST, "Its query or body was another one. Take a new key for a new request.");
    }

    static ProblemException running() {
        return new ProblemException(RUNNING, "Send it again with the same key.", Map.of("Retry-After", "1"));
    }
}
