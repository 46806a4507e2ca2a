package dev.gildong.outbound;

import org.jspecify.annotations.Nullable;

/**
 * A call got no answer. The message may be shown to an administrator: it names no class, no address and nothing that
 * was sent. The cause, for the log, may.
 */
public final class OutboundException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean lasting;

    OutboundException(Kind kind, String message) {
        this(kind, message, null, false);
    }

    OutboundException(Kind kind, String message, Throwable cause) {
        this(kind, message, cause, false);
    }

    private OutboundException(Kind kind, String message, @Nullable Throwable cause, boolean lasting) {
        super(message, cause);
        this.kind = kind;
        this.lasting = lasting;
    }

    /** A failure that trying again would not end. */
    static OutboundException lasting(Kind kind, String message, Throwable cause) {
        return new OutboundException(kind, message, cause, true);
    }

    static OutboundException timedOut(Throwable cause) {
        return new OutboundException(Kind.TIMED_OUT, "The call took longer than it may.", cause);
    }

    /** The thread that called was interrupted, and still is. */
    static OutboundException givenUp(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return lasting(Kind.BROKEN, "The call was given up.", cause);
    }

    /** Whether trying again is of no use, whatever the kind. */
    boolean isLasting() {
        return lasting;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** What can go wrong. */
    public enum Kind {
        /** The URL, a header or the address behind the name is not allowed. Nothing was sent. */
        REFUSED,
        /** No address was found, or no connection made. Nothing was sent. */
        UNREACHABLE,
        /** The time for the whole call was over. The request may have been carried out. */
        TIMED_OUT,
        /** The answer was longer than allowed. The request was carried out. */
        TOO_LARGE,
        /** Too many calls to this host, or to too many hosts. Nothing was sent. */
        BUSY,
        /** Calls to this host failed too often; it is left alone for a while. Nothing was sent. */
        SUSPENDED,
        /** The connection broke, or what came was no HTTP. The request may have been carried out. */
        BROKEN
    }
}
