package dev.gildong.webhook;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Preconditions;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of which events. */
@Path("v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookResource {

    private final Webhooks webhooks;
    private final Deliveries deliveries;

    /** @param deliveries take the ping */
    public WebhookResource(Webhooks webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    /** Makes a webhook or changes it. Only the answer to a request that sets the secret shows it. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public Response put(
            @PathParam("name") String name, PutWebhookRequest body, @Context Request request, @Context UriInfo uri) {
        Webhooks.Written written = webhooks.put(name, body, existing -> require(request, existing));
        Response.ResponseBuilder response = written.created()
                ? Response.created(
                        uri.getBaseUriBuilder().path("v1/webhooks/{name}").build(name))
                : Response.ok();
        return response.entity(WebhookResponse.of(written.webhook(), written.showSecret()))
                .tag(written.webhook().etag())
                .build();
    }

    /** A webhook, without its secret. */
    @GET
    @Path("{name}")
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public Response get(@PathParam("name") String name, @Context Request request) {
        Webhook webhook = webhooks.get(name);
        return Preconditions.read(request, webhook.etag(), WebhookResponse.of(webhook));
    }

    /** Removes a webhook. Its log is shown no more, and purged in its time. */
    @DELETE
    @Path("{name}")
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public void delete(@PathParam("name") String name, @Context Request request) {
        webhooks.delete(name, existing -> require(request, existing));
    }

    /** A page of webhooks, the oldest first. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public WebhookPageResponse page(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return webhooks.page(PageLimit.checked(limit), pageToken);
    }

    /** Sends the event {@code webhook.ping}, whichever ones the webhook wants. */
    @POST
    @Path("{name}:ping")
    @Access(value = Access.Who.SCOPED, scope = Scope.WEBHOOKS)
    public Response ping(@PathParam("name") String name, @Context UriInfo uri) {
        Delivery delivery = deliveries.ping(name);
        return Response.accepted(DeliveryResponse.of(delivery))
                .location(uri.getBaseUriBuilder()
                        .path("v1/webhooks/{name}/deliveries/{id}")
                        .build(name, delivery.id()))
                .build();
    }

    private static void require(Request request, Optional<Webhook> existing) {
        Preconditions.require(request, existing.map(Webhook::etag));
    }
}
