package dev.gildong.account;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Map;

/** What can go wrong with an account. */
final class AccountProblems {
    private static final ProblemType TAKEN = new ProblemType("user-id-taken", 409, "This user id is taken");
    private static final ProblemType WRONG_CREDENTIALS =
            new ProblemType("wrong-credentials", 401, "These credentials sign nobody in");
    private static final ProblemType SIGN_IN_BUSY = new ProblemType("sign-in-busy", 503, "Too many sign-ins at once");

    private static final ProblemType WRONG_PASSWORD =
            new ProblemType("wrong-password", 403, "The current password is another one");
    private static final ProblemType WRONG_TOKEN =
            new ProblemType("wrong-id-token", 403, "This ID token vouches for nobody");
    private static final ProblemType SUBJECT_TAKEN =
            new ProblemType("subject-taken", 409, "This account at the provider signs another player in");
    private static final ProblemType LAST_IDENTITY =
            new ProblemType("last-identity", 409, "Nothing to sign in with would be left");
    private static final ProblemType DEVICE_TAKEN =
            new ProblemType("device-taken", 409, "This device signs another player in");
    private static final ProblemType TOO_MANY_DEVICES =
            new ProblemType("too-many-devices", 409, "This player has too many devices");
    private static final ProblemType CHANGED =
            new ProblemType("changed-meanwhile", 409, "Another request changed this at the same time");

    private AccountProblems() {}

    static ProblemException taken() {
        return new ProblemException(TAKEN, "It is the same as, or looks like, one that exists. Choose another.");
    }

    /** The same for unknown and wrong, so that nobody learns which user ids exist, or what is wrong with a token. */
    static ProblemException wrongCredentials() {
        return new ProblemException(WRONG_CREDENTIALS, null, ProblemException.CHALLENGE);
    }

    /** Not a 401: the session is good. */
    static ProblemException wrongPassword() {
        return new ProblemException(WRONG_PASSWORD, null);
    }

    /** Not a 401: the session is good. */
    static ProblemException wrongToken() {
        return new ProblemException(WRONG_TOKEN, null);
    }

    /** Whether a password or a token was tried in vain. */
    static boolean isWrong(ProblemException e) {
        return e.type().equals(WRONG_CREDENTIALS)
                || e.type().equals(WRONG_PASSWORD)
                || e.type().equals(WRONG_TOKEN);
    }

    static ProblemException subjectOfAnother() {
        return new ProblemException(SUBJECT_TAKEN, "Unlink it there first.");
    }

    static ProblemException lastIdentity() {
        return new ProblemException(LAST_IDENTITY, "Link another way to sign in first.");
    }

    static ProblemException deviceOfAnother() {
        return new ProblemException(DEVICE_TAKEN, "Unlink it there first.");
    }

    static ProblemException tooManyDevices(int most) {
        return new ProblemException(TOO_MANY_DEVICES, "There are at most " + most + ". Unlink one first.");
    }

    static ProblemException changedMeanwhile() {
        return new ProblemException(CHANGED, "Look what it is now, and try again.");
    }

    static ProblemException signInBusy() {
        return new ProblemException(SIGN_IN_BUSY, "Try again in a moment.", Map.of("Retry-After", "2"));
    }
}
