package dev.gildong.persistence;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.List;
import java.util.Map;

/** The database is lost, too busy, or did not say whether a COMMIT happened: a 503 that a client may act on. */
public final class DatabaseException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private DatabaseException(ProblemType type, String detail, Throwable cause) {
        super(type, detail, List.of(), Map.of("Retry-After", "1"), cause);
    }

    /** The database could not be asked: by {@link Database}, or by whoever has connections of its own from it. */
    public static DatabaseException unavailable(Throwable cause) {
        return new DatabaseException(DatabaseProblems.UNAVAILABLE, "Nothing was stored. Try again.", cause);
    }

    static DatabaseException busy(Throwable cause) {
        return new DatabaseException(DatabaseProblems.BUSY, "Nothing was stored. Try again.", cause);
    }

    static DatabaseException outcomeUnknown(Throwable cause) {
        return new DatabaseException(
                DatabaseProblems.OUTCOME_UNKNOWN,
                "The connection was lost while the change was being stored. Read before you send it again.",
                cause);
    }
}
