package dev.gildong.outbound;

import org.jspecify.annotations.Nullable;

/**
 * A call got no answer. The message may be shown to an administrator: it names no class, no address and nothing that
 * was sent. The cause, for the log, may.
 */
public final class OutboundException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    OutboundException(Kind kind, String message) {
        this(kind, message, null);
    }

    OutboundException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
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
