package dev.gildong.session;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** Where the caller is signed in: {@code /v1/me/sessions}. */
@Path("v1/me/sessions")
@Produces(MediaType.APPLICATION_JSON)
public final class MySessionsResource {
    private final MySessions sessions;

    /** @param sessions of every player */
    public MySessionsResource(MySessions sessions) {
        this.sessions = sessions;
    }

    /** A page of them, the latest first. */
    @GET
    @Access(Access.Who.PLAYER)
    public SessionPageResponse page(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken,
            @Context SecurityContext security) {
        return sessions.page(caller(security), PageLimit.checked(limit), pageToken);
    }

    /** Ends all but the one that asks. */
    @DELETE
    @Access(Access.Who.PLAYER)
    public void endOthers(@Context SecurityContext security) {
        sessions.endOthers(caller(security));
    }

    /** Ends one of them; it may be the one that asks. */
    @DELETE
    @Path("{id}")
    @Access(Access.Who.PLAYER)
    public Response end(
            @PathParam("id") String id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Session caller = caller(security);
        sessions.end(caller, id);
        Response.ResponseBuilder response = Response.noContent();
        return (id.equals(caller.id()) ? response.cookie(SessionCookie.gone(request)) : response).build();
    }

    private static Session caller(SecurityContext security) {
        return (Session) security.getUserPrincipal();
    }
}
