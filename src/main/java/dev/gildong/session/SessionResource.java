package dev.gildong.session;

import dev.gildong.http.Access;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** The session of the caller. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {
    private final Database database;
    private final Sessions sessions;

    /** @param sessions all of them */
    public SessionResource(Database database, Sessions sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /** Who is signed in. */
    @GET
    @Path("session")
    @Access(Access.Who.PLAYER)
    public SessionResponse get(@Context SecurityContext security) {
        Session session = (Session) security.getUserPrincipal();
        return new SessionResponse(session.player(), session.expiresAt());
    }

    /** Ends the session. */
    @POST
    @Path("logout")
    @Access(Access.Who.PLAYER)
    public Response logout(@Context SecurityContext security, @Context HttpServletRequest request) {
        Session session = (Session) security.getUserPrincipal();
        database.transact(unit -> {
            sessions.close(unit, session.tokenHash());
            unit.afterCommit(() -> SecurityLog.done("sign-out"));
            return unit;
        });
        return Response.noContent().cookie(SessionCookie.gone(request)).build();
    }
}
