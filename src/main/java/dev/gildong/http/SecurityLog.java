package dev.gildong.http;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an investigation asks for, one line each, under a logger of its own: who tried what, from where, in which request,
 * and with which result. No secret is ever handed to it; what a client may have written is cut to printable ASCII
 * without blanks, so that no line can be forged within another. Safe for any number of threads.
 */
public final class SecurityLog {
    private static final Logger LOG = LoggerFactory.getLogger("gildong.security");
    private static final int MAX_LENGTH = 200;

    private SecurityLog() {}

    /** Notes what was done, once it is committed. */
    public static void done(String what) {
        done(what, Requester.current().who());
    }

    /**
     * Notes what was done by somebody who was not known when the request came.
     *
     * @param who {@code player:} and an id
     */
    public static void done(String what, String who) {
        LOG.info(line(what, who, "ok", Requester.current()));
    }

    /**
     * Notes what was refused.
     *
     * @param result why
     */
    public static void refused(String what, String result) {
        Requester requester = Requester.current();
        LOG.warn(line(what, requester.who(), result, requester));
    }

    static String line(String what, String who, String result, Requester requester) {
        return "what=" + clean(what) + " who=" + clean(who) + " where=" + clean(requester.address()) + " result="
                + clean(result) + " request=" + clean(requester.requestId()) + " at=" + clean(requester.target());
    }

    private static String clean(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        String cut = text.substring(0, Math.min(MAX_LENGTH, text.length()));
        return cut.replaceAll("[^\\x21-\\x7e]", "_");
    }
}
