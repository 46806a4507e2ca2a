package dev.gildong.account;

import dev.gildong.session.SessionCookie;
import dev.gildong.session.SessionSettings;
import dev.gildong.session.SignInResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Answers to those who are signed in now: the sign-in as a body, and as the cookie. */
record SignInAnswers(SessionSettings settings) {

    /** To one who was here before. */
    Response.ResponseBuilder ok(SignInResponse signIn, HttpServletRequest request) {
        return with(Response.ok(), signIn, request);
    }

    /** To a new player, with the place of their profile. */
    Response.ResponseBuilder created(SignInResponse signIn, UriInfo uri, HttpServletRequest request) {
        Response.ResponseBuilder response = Response.created(uri.getBaseUriBuilder()
                .path("v1/players/{id}")
                .build(signIn.player().id()));
        return with(response, signIn, request);
    }

    private Response.ResponseBuilder with(
            Response.ResponseBuilder response, SignInResponse signIn, HttpServletRequest request) {
        return response.entity(signIn).cookie(SessionCookie.of(request, signIn, settings));
    }
}
