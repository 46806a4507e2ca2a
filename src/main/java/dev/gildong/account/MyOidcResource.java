package dev.gildong.account;

import dev.gildong.account.OidcAccounts.Linked;
import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.limit.Guesses;
import dev.gildong.oidc.IdTokens;
import dev.gildong.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** The accounts at OpenID providers that sign the caller in: {@code /v1/me/identities/oidc/{provider}}. */
@Path("v1/me/identities/oidc/{provider}")
@Produces(MediaType.APPLICATION_JSON)
public final class MyOidcResource {
    private final IdTokens tokens;
    private final OidcAccounts accounts;
    private final Guesses guesses;

    /** @param tokens know which providers there are */
    public MyOidcResource(IdTokens tokens, OidcAccounts accounts, Guesses guesses) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.guesses = guesses;
    }

    /** Links the subject of an ID token, in the place of another one of the same provider. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public Response put(
            LinkOidcRequest body,
            @PathParam("provider") String provider,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        if (!tokens.knows(provider)) {
            throw ProblemException.notFound("There is no such provider.");
        }
        Session caller = caller(security);
        Linked linked = guesses.idToken(
                request,
                AccountProblems::isWrong,
                () -> accounts.link(
                        caller,
                        tokens.check(provider, body.idToken(), body.nonce()).orElseThrow(AccountProblems::wrongToken)));
        return Response.status(linked.added() ? Response.Status.CREATED : Response.Status.OK)
                .entity(linked.identity())
                .build();
    }

    /** Unlinks a provider, also one that is not in the settings any more. */
    @DELETE
    @Access(Access.Who.PLAYER)
    public void delete(@PathParam("provider") String provider, @Context SecurityContext security) {
        accounts.unlink(caller(security), provider);
    }

    private static Session caller(SecurityContext security) {
        return (Session) security.getUserPrincipal();
    }
}
