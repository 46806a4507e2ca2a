package dev.gildong.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Waits for bodies without a thread, so that clients who send slowly cost nobody else anything. A body that came with its
 * head is taken at once; for any other the request is put aside, and dispatched again when the body is there, the time
 * is over, or there are too many of them. All other filters run then; {@link BodyLimitFilter} hands on the body, or
 * answers why there is none.
 */
public final class BodyArrivalFilter implements Filter {
    /** Request attribute with an {@link Outcome}. */
    static final String OUTCOME = BodyArrivalFilter.class.getName();

    private final HttpSettings settings;
    private final ClientAddressFilter clients;
    private final ArrivingBodies arriving;

    /** @param clients tell whom a body counts for */
    public BodyArrivalFilter(HttpSettings settings, ClientAddressFilter clients) {
        this.settings = settings;
        this.clients = clients;
        this.arriving = new ArrivingBodies(settings);
    }

    /**
     * What became of a body.
     *
     * @param body all of it; empty if there is a refusal
     * @param refusal why there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(byte[] body, Optional<ProblemException> refusal) {

        static Outcome arrived(byte[] body) {
            return new Outcome(body, Optional.empty());
        }

        static Outcome refused(ProblemType type, String detail, Map<String, String> headers) {
            return new Outcome(new byte[0], Optional.of(new ProblemException(type, detail, headers)));
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (request.getDispatcherType() == DispatcherType.ASYNC || !BodyLimitFilter.mayBeRead(http, settings)) {
            chain.doFilter(request, response);
            return;
        }
        long stated = http.getContentLengthLong(); // -1 for chunks
        BodyBuffer body = new BodyBuffer(stated < 0 ? settings.maxBodyBytes(http) + 1 : (int) stated);
        if (stated > 0 && takeWhatIsThere(http.getInputStream(), body)) {
            request.setAttribute(OUTCOME, Outcome.arrived(body.bytes()));
            chain.doFilter(request, response);
            return;
        }
        String client = ClientAddressFilter.network(clients.seen(http));
        Optional<ArrivingBodies.Place> place = arriving.enter(client);
        if (place.isEmpty()) {
            request.setAttribute(OUTCOME, ArrivingBodies.noPlace());
            chain.doFilter(request, response);
            return;
        }
        new ArrivingBody(http.startAsync(request, response), place.get(), body, stated > 0).await(settings);
    }

    /** Does not block: it reads no more than the server has. */
    private static boolean takeWhatIsThere(ServletInputStream in, BodyBuffer body) throws IOException {
        while (!body.full() && in.available() > 0) {
            if (body.read(in) < 0) {
                break;
            }
        }
        return body.full();
    }
}
