package dev.gildong.account;

import dev.gildong.account.Accounts.FirstOrLater;
import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.limit.Guesses;
import dev.gildong.player.DisplayName;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import dev.gildong.session.SignInResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Registration and sign-in: {@code /v1/accounts}, {@code /v1/login}, {@code /v1/login/device}. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountResource {
    /** The name of a player who gives none. */
    static final String PLAYER = "Player";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Guesses guesses;
    private final SignInAnswers answers;

    /** @param settings say how long the cookie lasts */
    public AccountResource(Accounts accounts, Sessions sessions, Guesses guesses, SessionSettings settings) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.guesses = guesses;
        this.answers = new SignInAnswers(settings);
    }

    /** Makes an account and signs it in. */
    @POST
    @Path("accounts")
    @Access(Access.Who.ANYONE)
    public Response create(CreateAccountRequest body, @Context UriInfo uri, @Context HttpServletRequest request) {
        UserId userId = UserId.of(body.userId());
        DisplayName name = DisplayName.of(body.displayName() == null ? userId.text() : body.displayName());
        Password password = Password.chosen(body.password(), userId);
        accounts.requireRoom();
        guesses.newPlayer(request);
        SignInResponse signIn = accounts.register(userId, password, name, sessions.arrival(request));
        return answers.created(signIn, uri, request)
                .cookie(guesses.deviceCookie(request, userId.key()))
                .build();
    }

    /** Signs in by password. */
    @POST
    @Path("login")
    @Access(Access.Who.ANYONE)
    public Response login(LoginRequest body, @Context HttpServletRequest request) {
        UserId userId = known(body.userId());
        Password password = Password.sent(body.password());
        accounts.requireRoom();
        SignInResponse signIn = guesses.password(
                request,
                userId.key(),
                AccountProblems::isWrong,
                () -> accounts.signIn(userId, password, sessions.arrival(request)));
        return answers.ok(signIn, request)
                .cookie(guesses.deviceCookie(request, userId.key()))
                .build();
    }

    /** Signs in by device, which makes a player the first time. */
    @POST
    @Path("login/device")
    @Access(Access.Who.ANYONE)
    public Response loginDevice(DeviceLoginRequest body, @Context UriInfo uri, @Context HttpServletRequest request) {
        DisplayName name = DisplayName.of(body.displayName() == null ? PLAYER : body.displayName());
        DeviceId device = DeviceId.of(body.deviceId());
        if (!accounts.knows(device)) {
            guesses.newPlayer(request);
        }
        FirstOrLater result = accounts.signInDevice(device, name, sessions.arrival(request));
        return result.first()
                ? answers.created(result.signIn(), uri, request).build()
                : answers.ok(result.signIn(), request).build();
    }

    /** No such account can exist: the same answer as for one that merely does not. */
    private static UserId known(String text) {
        try {
            return UserId.of(text);
        } catch (ProblemException e) {
            throw AccountProblems.wrongCredentials();
        }
    }
}
