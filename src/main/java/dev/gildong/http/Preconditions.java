package dev.gildong.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code If-Match} and {@code If-None-Match} of a request that changes something (RFC 9110, section 13). */
public final class Preconditions {

    private Preconditions() {}

    /**
     * Lets a request go on if the thing it is for is what the caller expects.
     *
     * @param etag of the thing as it stands; empty if there is none
     * @param failed the 412 of this feature
     */
    public static void require(Request request, Optional<String> etag, Supplier<ProblemException> failed) {
        Response.@Nullable ResponseBuilder answer = etag.isPresent()
                ? request.evaluatePreconditions(new EntityTag(etag.get()))
                : request.evaluatePreconditions();
        if (answer != null) {
            throw failed.get();
        }
    }
}
