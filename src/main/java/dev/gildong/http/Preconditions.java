package dev.gildong.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13), for things that have an ETag. */
public final class Preconditions {

    private Preconditions() {}

    /**
     * Lets a request that changes something go on if the thing it is for is what the caller expects.
     *
     * @param etag of the thing as it stands; empty if there is none
     * @throws ProblemException 412 if it is not, with the ETag of what is there
     */
    public static void require(Request request, Optional<String> etag) {
        Response.@Nullable ResponseBuilder answer = etag.isPresent()
                ? request.evaluatePreconditions(new EntityTag(etag.get()))
                : request.evaluatePreconditions();
        if (answer != null) {
            throw failed(etag);
        }
    }

    /**
     * Answers a request to read something: 200 with it, or 304 if the caller has it as it stands.
     *
     * @param etag of the thing as it stands
     * @param body shows the thing
     * @throws ProblemException 412 if the caller wants another one
     */
    public static Response read(Request request, String etag, Object body) {
        EntityTag tag = new EntityTag(etag);
        Response.@Nullable ResponseBuilder other = request.evaluatePreconditions(tag);
        if (other == null) {
            return Response.ok(body).tag(tag).build();
        }
        Response response = other.build();
        if (response.getStatusInfo() == Response.Status.PRECONDITION_FAILED) { // which would not say why
            throw failed(Optional.of(etag));
        }
        return response;
    }

    private static ProblemException failed(Optional<String> etag) {
        return new ProblemException(
                ProblemType.PRECONDITION_FAILED,
                "It is not in the state you expected.",
                etag.map(stands -> Map.of("ETag", "\"" + stands + "\"")).orElse(Map.of()));
    }
}
