package dev.gildong.http;

import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that is empty or the JSON value null is no object: without this, resources would be handed null. */
public final class RequiredBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        @Nullable Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(ProblemType.INVALID, "A JSON object is needed as the body.");
        }
        return body;
    }
}
