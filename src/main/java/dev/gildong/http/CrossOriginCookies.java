package dev.gildong.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Takes the cookies out of the answer to a page of another origin, which has the token in the body. Else such a page
 * could sign the player's browser in on our own pages, as somebody else.
 */
public final class CrossOriginCookies implements ContainerResponseFilter {
    private final HttpServletRequest request;

    /** @param servletRequest stands for that of the thread */
    public CrossOriginCookies(@Context HttpServletRequest servletRequest) {
        this.request = servletRequest;
    }

    @Override
    public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
        if (answer.getHeaders().containsKey(HttpHeaders.SET_COOKIE)
                && RequestSource.of(request) == RequestSource.OTHER_ORIGIN) {
            answer.getHeaders().remove(HttpHeaders.SET_COOKIE);
        }
    }
}
