package dev.gildong.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that is empty or the JSON value null is no object: without this, resources would be handed null. Nor is one whose numbers nobody can read. */
public final class RequiredBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        @Nullable Object body = read(context);
        if (body == null) {
            throw new ProblemException(ProblemType.INVALID, "A JSON object is needed as the body.");
        }
        return body;
    }

    private static @Nullable Object read(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (NumberFormatException e) {
            throw outOfRange();
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof NumberFormatException) {
                throw outOfRange();
            }
            throw e;
        }
    }

    /** Jackson lets its own parser of decimals say so of an exponent with too many digits. */
    private static ProblemException outOfRange() {
        return new ProblemException(ProblemType.INVALID, "The body has a number that is out of range.");
    }
}
