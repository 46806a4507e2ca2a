package dev.gildong.oidc;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Map;

/** Why no token of an issuer can be judged now. */
final class OidcProblems {
    private static final ProblemType UNAVAILABLE =
            new ProblemType("issuer-unavailable", 503, "The OpenID provider does not answer");
    private static final ProblemType BUSY = new ProblemType("sign-in-busy", 503, "Too many sign-ins at once");

    private OidcProblems() {}

    /** @param seconds until it is asked again */
    static ProblemException unavailable(long seconds) {
        return new ProblemException(
                UNAVAILABLE, "Try again in a moment.", Map.of("Retry-After", Long.toString(Math.max(1, seconds))));
    }

    static ProblemException busy() {
        return new ProblemException(BUSY, "Try again in a moment.", Map.of("Retry-After", "2"));
    }
}
