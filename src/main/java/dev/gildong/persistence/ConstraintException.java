package dev.gildong.persistence;

/**
 * A statement broke a rule that the schema holds. The transaction is rolled back by then, or is about to be; callers
 * that expect it translate it into a problem of their own.
 */
public final class ConstraintException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    ConstraintException(Kind kind, Throwable cause) {
        super(cause);
        this.kind = kind;
    }

    /** Which rule. */
    public Kind kind() {
        return kind;
    }

    /** The rules that callers tell apart. */
    public enum Kind {
        /** A row with this unique key is there already. */
        DUPLICATE,
        /** A CHECK constraint refused a value. */
        CHECK
    }
}
