package dev.gildong.http;

import dev.gildong.http.Problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure on its way to the client. Costs no stack trace. Neither detail nor errors may hold a value that
 * the client sent, SQL, a path or a class name.
 */
public class ProblemException extends RuntimeException {
    /** The header that every 401 carries (RFC 9110, section 11.6.1). */
    public static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", "Bearer realm=\"gildong\"");

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    /** @param detail what this client can do about it; null where the title says it all */
    public ProblemException(ProblemType type, @Nullable String detail) {
        this(type, detail, List.of(), Map.of());
    }

    /** @param headers sent with the answer */
    public ProblemException(ProblemType type, @Nullable String detail, Map<String, String> headers) {
        this(type, detail, List.of(), headers);
    }

    /** @param errors what is wrong with which part of the body */
    public ProblemException(ProblemType type, @Nullable String detail, List<FieldError> errors) {
        this(type, detail, errors, Map.of());
    }

    private ProblemException(
            ProblemType type, @Nullable String detail, List<FieldError> errors, Map<String, String> headers) {
        this(type, detail, errors, headers, null);
    }

    /** @param cause for the log alone */
    protected ProblemException(
            ProblemType type,
            @Nullable String detail,
            List<FieldError> errors,
            Map<String, String> headers,
            @Nullable Throwable cause) {
        super(detail, cause, true, false);
        this.type = type;
        this.errors = errors;
        this.headers = headers;
    }

    /** A 400 for one part of the body. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(ProblemType.INVALID, null, List.of(new FieldError(pointer, detail)));
    }

    /** A 404 that says what there is none of. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(new ProblemType("not-found", 404, "Not Found"), detail);
    }

    /** A 401 that says how to sign in. */
    public static ProblemException notSignedIn() {
        return new ProblemException(ProblemType.NOT_SIGNED_IN, null, CHALLENGE);
    }

    /** The same failure of something that is a part of the body: its pointers begin with this one. */
    ProblemException within(String pointer) {
        List<FieldError> moved = errors.stream()
                .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
                .toList();
        return new ProblemException(type, getMessage(), moved, headers);
    }

    /** The same failure, said of another part of the body: for what is read in several places. */
    public ProblemException at(String pointer) {
        List<FieldError> moved = errors.stream()
                .map(error -> new FieldError(pointer, error.detail()))
                .toList();
        return new ProblemException(type, getMessage(), moved, headers);
    }

    /**
     * The same refusal, of one of several things that are done together or not at all. It stays as it is if it says
     * already which part of the body is meant, or if it is no fault of the request.
     */
    public ProblemException refusing(String pointer) {
        if (!errors.isEmpty() || type.status() >= ProblemType.INTERNAL.status()) {
            return this;
        }
        String detail = Objects.requireNonNullElse(getMessage(), type.title());
        return new ProblemException(type, "Nothing was changed.", List.of(new FieldError(pointer, detail)), headers);
    }

    /** The kind of failure. */
    public ProblemType type() {
        return type;
    }

    /** Headers for the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The body of the answer to this request. */
    public Problem problem(String requestId) {
        return new Problem(type.uri(), type.title(), type.status(), getMessage(), requestId, errors);
    }
}
