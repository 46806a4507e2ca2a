package dev.gildong.webhook;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Scope;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of a webhook: what was sent to it, and what became of it. */
@Path("v1/webhooks/{name}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public final class DeliveryResource {
    private final Deliveries deliveries;

    /** @param deliveries of all webhooks */
    public DeliveryResource(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** A page of deliveries, the newest first. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public DeliveryPageResponse page(
            @PathParam("name") String name,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return deliveries.page(
                name, Optional.ofNullable(state).map(DeliveryState::parse), PageLimit.checked(limit), pageToken);
    }

    /** One delivery, with what was sent. */
    @GET
    @Path("{id}")
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public DeliveryResponse get(@PathParam("name") String name, @PathParam("id") String id) {
        return deliveries.get(name, id);
    }

    /** Sends it once more, under the same id. */
    @POST
    @Path("{id}:retry")
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public Response retry(@PathParam("name") String name, @PathParam("id") String id) {
        return Response.accepted(DeliveryResponse.of(deliveries.retry(name, id)))
                .build();
    }
}
