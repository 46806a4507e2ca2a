package dev.gildong.persistence;

import dev.gildong.http.ProblemType;

/** What a client is told when the database cannot do its part. */
final class DatabaseProblems {
    static final ProblemType UNAVAILABLE = new ProblemType("database-unavailable", 503, "The database does not answer");
    static final ProblemType BUSY = new ProblemType("database-busy", 503, "Too many changes to the same data at once");
    static final ProblemType OUTCOME_UNKNOWN =
            new ProblemType("outcome-unknown", 503, "The change may or may not have been stored");

    private DatabaseProblems() {}
}
