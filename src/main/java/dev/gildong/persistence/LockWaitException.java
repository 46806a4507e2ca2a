package dev.gildong.persistence;

/**
 * A statement waited in vain for a lock that another unit holds. Its own unit has to be rolled back: what it did so far
 * would otherwise be half of it.
 */
public final class LockWaitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockWaitException(Throwable cause) {
        super(cause);
    }
}
