package dev.gildong.account;

import dev.gildong.account.Identities.Linked;
import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.limit.Guesses;
import dev.gildong.session.Session;
import dev.gildong.session.SessionCookie;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import dev.gildong.session.SignInResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** What the caller signs in with: {@code /v1/me/identities}. */
@Path("v1/me/identities")
@Produces(MediaType.APPLICATION_JSON)
public final class MyIdentitiesResource {
    private final Identities identities;
    private final Sessions sessions;
    private final Guesses guesses;
    private final SessionSettings settings;

    /** @param settings say how long the cookie lasts */
    public MyIdentitiesResource(Identities identities, Sessions sessions, Guesses guesses, SessionSettings settings) {
        this.identities = identities;
        this.sessions = sessions;
        this.guesses = guesses;
        this.settings = settings;
    }

    /** All of them. */
    @GET
    @Access(Access.Who.PLAYER)
    public IdentitiesResponse get(@Context SecurityContext security) {
        return identities.get(caller(security));
    }

    /** Links a password or changes it, and signs the caller in anew. */
    @PUT
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public Response putPassword(
            LinkPasswordRequest body, @Context SecurityContext security, @Context HttpServletRequest request) {
        UserId userId = UserId.of(body.userId());
        Password password = Password.chosen(body.password(), userId);
        Password current = body.currentPassword() == null ? null : current(body.currentPassword());
        Session caller = caller(security);
        SignInResponse signIn = guesses.password(
                request,
                "player " + caller.getName(), // counted apart from sign-ins: nobody locks the player out by it
                AccountProblems::isWrong,
                () -> identities.putPassword(caller, userId, password, current, sessions.arrival(request)));
        return Response.ok(signIn)
                .cookie(SessionCookie.of(request, signIn, settings))
                .build();
    }

    private static Password current(String text) {
        try {
            return Password.sent(text);
        } catch (ProblemException e) {
            throw e.at("/currentPassword");
        }
    }

    /** Unlinks the password. */
    @DELETE
    @Path("password")
    @Access(Access.Who.PLAYER)
    public void deletePassword(@Context SecurityContext security) {
        identities.deletePassword(caller(security));
    }

    /** Links a device; again, it changes nothing. */
    @PUT
    @Path("device")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public Response putDevice(LinkDeviceRequest body, @Context SecurityContext security) {
        Linked linked = identities.putDevice(caller(security), DeviceId.of(body.deviceId()));
        return Response.status(linked.added() ? Response.Status.CREATED : Response.Status.OK)
                .entity(linked.device())
                .build();
    }

    /** Unlinks all devices. */
    @DELETE
    @Path("device")
    @Access(Access.Who.PLAYER)
    public void deleteDevices(@Context SecurityContext security) {
        identities.deleteDevices(caller(security), null);
    }

    /** Unlinks one device, also one that is not at hand. */
    @DELETE
    @Path("device/{id}")
    @Access(Access.Who.PLAYER)
    public void deleteDevice(@PathParam("id") String id, @Context SecurityContext security) {
        identities.deleteDevices(caller(security), id);
    }

    private static Session caller(SecurityContext security) {
        return (Session) security.getUserPrincipal();
    }
}
