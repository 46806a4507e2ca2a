package dev.gildong.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.gildong.http.Problem.FieldError;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.io.EOFException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.glassfish.jersey.server.ParamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever was thrown into the one answer a client gets, for Jersey's mapper and the servlet filter alike, and
 * logs it once: a defect of ours with its stack, refused access (403) in the {@link SecurityLog}, any other 4xx at debug.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** An answer: the problem and the headers that go with it. */
    record Answer(Problem problem, Map<String, String> headers) {}

    static Answer answer(Throwable thrown, String requestId) {
        ProblemException expected = find(thrown, ProblemException.class);
        if (expected != null) {
            return logged(new Answer(expected.problem(requestId), expected.headers()), thrown);
        }
        JsonProcessingException json = unreadable(thrown);
        if (json != null) {
            return logged(new Answer(invalidJson(json, "").problem(requestId), Map.of()), thrown);
        }
        if (find(thrown, CharConversionException.class) != null || find(thrown, EOFException.class) != null) {
            ProblemException invalid = new ProblemException(ProblemType.INVALID, "The body is no whole UTF-8 text.");
            return logged(new Answer(invalid.problem(requestId), Map.of()), thrown);
        }
        ParamException.QueryParamException parameter = find(thrown, ParamException.QueryParamException.class);
        if (parameter != null) {
            ProblemException invalid = new ProblemException(
                    ProblemType.INVALID, "The query parameter " + parameter.getParameterName() + " has a wrong value.");
            return logged(new Answer(invalid.problem(requestId), Map.of()), thrown);
        }
        WebApplicationException refused = find(thrown, WebApplicationException.class);
        if (refused != null && refused.getResponse().getStatus() < 500) {
            Response response = refused.getResponse();
            Map<String, String> headers = new LinkedHashMap<>();
            response.getStringHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return logged(new Answer(Problem.ofStatus(response.getStatus(), requestId), headers), thrown);
        }
        ProblemException internal = new ProblemException(ProblemType.INTERNAL, null);
        return logged(new Answer(internal.problem(requestId), Map.of()), thrown);
    }

    private static Answer logged(Answer answer, Throwable thrown) {
        int status = answer.problem().status();
        if (status == 500) {
            if (find(thrown, VirtualMachineError.class) != null && find(thrown, StackOverflowError.class) == null) {
                LogManager.getLogger(Failures.class).fatal("the JVM has no memory left, or is broken", thrown);
            } else {
                LOG.error("internal error", thrown);
            }
        } else if (status > 500) {
            LOG.warn("{}: {}", answer.problem().type(), String.valueOf(rootOf(thrown)));
        } else if (status == 403) {
            SecurityLog.refused("access", answer.problem().type());
        } else {
            LOG.debug("{}: {}", answer.problem().type(), thrown.getMessage());
        }
        return answer;
    }

    /** What Jackson could not read; what it could not write is a defect of ours. */
    private static @Nullable JsonProcessingException unreadable(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof MismatchedInputException
                    || t instanceof StreamReadException
                    || t instanceof StreamConstraintsException) {
                return (JsonProcessingException) t;
            }
        }
        return null;
    }

    /**
     * Says where and what, without the value: Jackson's own messages quote what was sent and name classes.
     *
     * @param within pointer to the part of the body that was read
     */
    static ProblemException invalidJson(JsonProcessingException e, String within) {
        ProblemException own = find(e, ProblemException.class);
        if (own != null) {
            return own.within(within);
        }
        if (e instanceof MismatchedInputException mapping) {
            return new ProblemException(
                    ProblemType.INVALID, null, List.of(new FieldError(within + pointer(mapping), why(mapping))));
        }
        if (e instanceof InputCoercionException) {
            return new ProblemException(ProblemType.INVALID, "The body has a number that is out of range.");
        }
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        String what = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                ? "The body has a property twice"
                : "The body is not valid JSON";
        return new ProblemException(ProblemType.INVALID, what + where + ".");
    }

    private static String pointer(JsonMappingException e) {
        List<JsonMappingException.Reference> path = e.getPath();
        int known = e instanceof UnrecognizedPropertyException ? path.size() - 1 : path.size();
        return path.stream()
                .limit(known)
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    private static String why(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            TreeSet<String> known = new TreeSet<>();
            unknown.getKnownPropertyIds().forEach(id -> known.add(String.valueOf(id)));
            return "has an unknown property; known are: " + String.join(", ", known);
        }
        return String.valueOf(e.getOriginalMessage()).startsWith("Missing required")
                ? "is missing"
                : "has a wrong type, or is out of range";
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable thrown, Class<T> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
