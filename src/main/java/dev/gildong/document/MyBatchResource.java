package dev.gildong.document;

import dev.gildong.http.Access;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Several of the caller's own documents at once, and own scores with them. */
@Path("v1/me/documents:batch")
@Produces(MediaType.APPLICATION_JSON)
public final class MyBatchResource {
    private final DocumentBatches batches;

    /** @param batches make the changes */
    public MyBatchResource(DocumentBatches batches) {
        this.batches = batches;
    }

    /** Makes all changes, or none. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public BatchResponse batch(BatchRequest batch, @Context ContainerRequestContext request) {
        return batches.write(DocumentAnswers.me(request), batch);
    }
}
