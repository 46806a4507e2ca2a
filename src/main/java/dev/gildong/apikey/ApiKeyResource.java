package dev.gildong.apikey;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Keys of game servers and administrators: {@code /v1/api-keys}. */
@Path("v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
public final class ApiKeyResource {
    private final KeyRing keys;

    /** @param keys all of them */
    public ApiKeyResource(KeyRing keys) {
        this.keys = keys;
    }

    /** Makes a key. This answer alone shows its secret. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.KEYS)
    public Response create(CreateApiKeyRequest body, @Context SecurityContext security, @Context UriInfo uri) {
        KeyRing.Made made = keys.make((Caller) security.getUserPrincipal(), body);
        return Response.created(uri.getBaseUriBuilder()
                        .path("v1/api-keys/{name}")
                        .build(made.key().name()))
                .entity(ApiKeyResponse.of(made.key(), made.secret()))
                .build();
    }

    /** A page of keys by their names, without secrets. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.KEYS)
    public ApiKeyPageResponse page(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return keys.page(PageLimit.checked(limit), pageToken);
    }

    /** A key, without its secret. */
    @GET
    @Path("{name}")
    @Access(value = Access.Who.SCOPED, scope = Scope.KEYS)
    public ApiKeyResponse get(@PathParam("name") String name) {
        return ApiKeyResponse.of(keys.get(name));
    }

    /** Deletes a key; no node takes it any more. */
    @DELETE
    @Path("{name}")
    @Access(value = Access.Who.SCOPED, scope = Scope.KEYS)
    public void delete(@PathParam("name") String name, @Context SecurityContext security) {
        keys.delete((Caller) security.getUserPrincipal(), name);
    }
}
