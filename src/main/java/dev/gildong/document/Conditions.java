package dev.gildong.document;

import dev.gildong.http.Preconditions;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * What the caller of a change says of the state it is for.
 *
 * @param given whether it says anything
 */
record Conditions(boolean given, Expected expected) {

    /** {@code If-Match} and {@code If-None-Match} of a request. */
    static Conditions of(ContainerRequestContext request) {
        boolean given = request.getHeaderString("If-Match") != null || request.getHeaderString("If-None-Match") != null;
        return new Conditions(
                given, version -> Preconditions.require(request.getRequest(), version.map(Document::etag)));
    }

    /** @throws dev.gildong.http.ProblemException 428 if the collection wants to be told and is not */
    void requireGiven(Rules rules) {
        if (rules.precondition() && !given) {
            throw DocumentProblems.preconditionRequired();
        }
    }
}
