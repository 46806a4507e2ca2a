package dev.gildong.http;

/**
 * A kind of expected failure. Each feature lists its own.
 *
 * @param slug names it for programs: the end of {@code urn:gildong:problem:<slug>}
 * @param status the HTTP status
 * @param title names it for people; the same in every answer of this type
 */
public record ProblemType(String slug, int status, String title) {

    /** The request itself is wrong: its JSON, a parameter, a value. */
    public static final ProblemType INVALID = new ProblemType("invalid-request", 400, "The request is not valid");

    /** No credentials, or none that are good any more. */
    public static final ProblemType NOT_SIGNED_IN = new ProblemType("not-signed-in", 401, "Not signed in");

    /** Known, and not allowed. */
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "Not allowed");

    /** A browser was made to send the request by a page of another origin, or may have been. */
    public static final ProblemType CROSS_SITE =
            new ProblemType("cross-site", 403, "The request came from another site");

    /** The thing is not the one that the caller's {@code If-Match} or {@code If-None-Match} asks for. */
    public static final ProblemType PRECONDITION_FAILED =
            new ProblemType("precondition-failed", 412, "Precondition Failed");

    /** The body is longer than this route takes. */
    public static final ProblemType TOO_LARGE = new ProblemType("body-too-large", 413, "The body is too large");

    /** The answer to a defect of ours. */
    public static final ProblemType INTERNAL = new ProblemType("internal-error", 500, "Internal error");

    /** The URI of this type in an answer. */
    public String uri() {
        return "urn:gildong:problem:" + slug;
    }
}
