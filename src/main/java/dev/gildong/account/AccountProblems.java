package dev.gildong.account;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Map;

/** What can go wrong with an account. */
final class AccountProblems {
    private static final ProblemType TAKEN = new ProblemType("user-id-taken", 409, "This user id is taken");
    private static final ProblemType WRONG_CREDENTIALS =
            new ProblemType("wrong-credentials", 401, "Unknown user id or wrong password");
    private static final ProblemType SIGN_IN_BUSY = new ProblemType("sign-in-busy", 503, "Too many sign-ins at once");

    private AccountProblems() {}

    static ProblemException taken() {
        return new ProblemException(TAKEN, "It is the same as, or looks like, one that exists. Choose another.");
    }

    /** The same for both, so that nobody learns which user ids exist. */
    static ProblemException wrongCredentials() {
        return new ProblemException(WRONG_CREDENTIALS, null, ProblemException.CHALLENGE);
    }

    static ProblemException signInBusy() {
        return new ProblemException(SIGN_IN_BUSY, "Try again in a moment.", Map.of("Retry-After", "2"));
    }
}
