package dev.gildong.apikey;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with an API key. */
final class ApiKeyProblems {
    private static final ProblemType TAKEN = new ProblemType("key-name-taken", 409, "There is a key of this name");
    private static final ProblemType LAST = new ProblemType("last-key", 409, "Nobody could make keys any more");

    private ApiKeyProblems() {}

    static ProblemException taken() {
        return new ProblemException(TAKEN, "Choose another name, or delete that key first.");
    }

    static ProblemException last() {
        return new ProblemException(LAST, "Make another key first, with the scope keys and without an end.");
    }

    static ProblemException noKey() {
        return ProblemException.notFound("There is no such key.");
    }
}
