package dev.gildong.document;

import dev.gildong.http.Access;
import dev.gildong.http.Scope;
import dev.gildong.player.Players;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Several documents of a player who is named at once, and scores of that player with them, for game servers. */
@Path("v1/players/{id}/documents:batch")
@Produces(MediaType.APPLICATION_JSON)
public final class PlayerBatchResource {
    private final DocumentBatches batches;
    private final Players players;

    /** @param batches make the changes */
    public PlayerBatchResource(DocumentBatches batches, Players players) {
        this.batches = batches;
        this.players = players;
    }

    /** Makes all changes, or none. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.DOCUMENTS)
    public BatchResponse batch(
            @PathParam("id") String player, BatchRequest batch, @Context ContainerRequestContext request) {
        if (!batch.submits().isEmpty() && !DocumentAnswers.caller(request).hasScope(Scope.SCORES)) {
            throw DocumentProblems.scoresScope();
        }
        return batches.write(DocumentAnswers.at(players, player, request), batch);
    }
}
