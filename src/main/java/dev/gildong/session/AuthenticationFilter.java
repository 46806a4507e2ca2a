package dev.gildong.session;

import dev.gildong.apikey.ApiKey;
import dev.gildong.apikey.ApiKeys;
import dev.gildong.http.Caller;
import dev.gildong.http.CorsFilter;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.RequestSource;
import dev.gildong.http.Requester;
import dev.gildong.http.SecurityLog;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is calling, from {@code Authorization: Bearer} or else the session cookie. The database is asked only
 * when somebody wants to know, so routes for anyone never wait for it; credentials that are not good make an anonymous
 * caller, whom the access rule then refuses. A request that may change something and has no {@code Authorization} is
 * refused where the browser may have been made to send it by a page of another origin.
 */
public final class AuthenticationFilter implements Filter {
    private static final String BEARER = "Bearer ";
    private static final int MIN_API_KEY_LENGTH = 32;
    private static final int MAX_API_KEY_LENGTH = 200;

    private final Sessions sessions;
    private final ApiKeys keys;

    /** @param keys tells game servers and administrators */
    public AuthenticationFilter(Sessions sessions, ApiKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String authorization = http.getHeader("Authorization");
        Optional<String> credential = authorization == null ? SessionCookie.read(http) : bearer(authorization);
        if (authorization == null && RequestSource.mayChange(http) && !allowed(http, credential.isPresent())) {
            throw new ProblemException(ProblemType.CROSS_SITE, null);
        }
        chain.doFilter(credential.isPresent() ? new Authenticated(http, credential.get()) : request, response);
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /**
     * With the cookie the request must be shown to come from a page of ours. Without it, it must not be shown to come from
     * another: the answer to a sign-in sets the cookie, and the player would go on in an account of somebody else's.
     */
    private static boolean allowed(HttpServletRequest request, boolean cookie) {
        RequestSource source = RequestSource.of(request);
        return cookie
                ? source == RequestSource.SAME_ORIGIN
                : source != RequestSource.OTHER_ORIGIN || CorsFilter.allows(request);
    }

    /** Only the length is looked at before the hash is: what is no token has no hash that anyone stored. */
    private Optional<? extends Caller> find(String credential) {
        if (credential.startsWith(Sessions.PREFIX)) {
            return sessions.find(credential);
        }
        Optional<ApiKey> key = credential.length() >= MIN_API_KEY_LENGTH && credential.length() <= MAX_API_KEY_LENGTH
                ? keys.find(credential)
                : Optional.empty();
        if (key.isEmpty()) { // of sessions this is not worth a line: every one of them ends
            SecurityLog.refused("api-key", "unknown");
        }
        return key;
    }

    private final class Authenticated extends HttpServletRequestWrapper {
        private final String credential;
        private boolean asked;
        private @Nullable Caller caller;

        Authenticated(HttpServletRequest request, String credential) {
            super(request);
            this.credential = credential;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            if (!asked) {
                caller = find(credential).orElse(null);
                asked = true;
                if (caller != null) {
                    Requester.identified(caller);
                }
            }
            return caller;
        }
    }
}
