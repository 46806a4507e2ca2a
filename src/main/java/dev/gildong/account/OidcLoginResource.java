package dev.gildong.account;

import dev.gildong.account.Accounts.FirstOrLater;
import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.limit.Guesses;
import dev.gildong.oidc.IdToken;
import dev.gildong.oidc.IdTokens;
import dev.gildong.player.DisplayName;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Sign-in by ID tokens of OpenID providers: {@code /v1/login/oidc}. ADR 025. */
@Path("v1/login/oidc")
@Produces(MediaType.APPLICATION_JSON)
public final class OidcLoginResource {
    private final IdTokens tokens;
    private final OidcAccounts accounts;
    private final Sessions sessions;
    private final Guesses guesses;
    private final SignInAnswers answers;

    /** @param settings say how long the cookie lasts */
    public OidcLoginResource(
            IdTokens tokens, OidcAccounts accounts, Sessions sessions, Guesses guesses, SessionSettings settings) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.sessions = sessions;
        this.guesses = guesses;
        this.answers = new SignInAnswers(settings);
    }

    /** Signs in by an ID token, which makes a player the first time. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.ANYONE)
    public Response login(OidcLoginRequest body, @Context UriInfo uri, @Context HttpServletRequest request) {
        DisplayName name = DisplayName.of(body.displayName() == null ? AccountResource.PLAYER : body.displayName());
        if (!tokens.knows(body.provider())) {
            throw ProblemException.invalid("/provider", "is no provider of this server");
        }
        FirstOrLater result = guesses.idToken(request, AccountProblems::isWrong, () -> {
            IdToken token = tokens.check(body.provider(), body.idToken(), body.nonce())
                    .orElseThrow(AccountProblems::wrongCredentials);
            if (!accounts.knows(token)) {
                guesses.newPlayer(request);
            }
            return accounts.signIn(token, name, sessions.arrival(request));
        });
        return result.first()
                ? answers.created(result.signIn(), uri, request).build()
                : answers.ok(result.signIn(), request).build();
    }
}
