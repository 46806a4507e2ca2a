package dev.gildong.limit;

import dev.gildong.http.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often one player, or the holder of one API key, asks. It counts at the moment when somebody wants to know
 * the caller, so nobody is looked up for its sake; routes that never ask count for the address alone. The answer tells
 * what is left of that, in place of what is left for the address.
 */
public final class CallerLimitFilter implements Filter {
    private final Optional<Rate> players;
    private final Optional<Rate> keys;

    private final Refusals refusedPlayers;
    private final Refusals refusedKeys;

    /**
     * Takes what the settings say.
     *
     * @param settings say how often
     * @param meters take how many were refused
     */
    public CallerLimitFilter(LimitSettings settings, MeterRegistry meters) {
        this.refusedPlayers = new Refusals(meters, "player");
        this.refusedKeys = new Refusals(meters, "key");
        this.players = rate("player", settings.enabled() ? settings.playerRequests() : 0, settings);
        this.keys = rate("key", settings.enabled() ? settings.keyRequests() : 0, settings);
    }

    private static Optional<Rate> rate(String name, int quota, LimitSettings settings) {
        return quota > 0 ? Optional.of(new Rate(name, quota, settings.window())) : Optional.empty();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean limited = players.isPresent() || keys.isPresent();
        chain.doFilter(
                limited ? new Counted((HttpServletRequest) request, (HttpServletResponse) response) : request,
                response);
    }

    private void count(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        Optional<Long> player = caller.playerNo();
        Optional<Rate> rate = player.isPresent() ? players : keys;
        if (rate.isPresent()) {
            Refusals refusals = player.isPresent() ? refusedPlayers : refusedKeys;
            String left =
                    refusals.take(rate.get(), player.isPresent() ? player.get() : caller.getName(), Kind.of(request));
            response.setHeader("RateLimit-Policy", rate.get().policy());
            response.setHeader("RateLimit", left);
        }
    }

    private final class Counted extends HttpServletRequestWrapper {
        private final HttpServletResponse response;
        private boolean counted;

        Counted(HttpServletRequest request, HttpServletResponse response) {
            super(request);
            this.response = response;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            Principal principal = super.getUserPrincipal();
            if (!counted && principal instanceof Caller caller) {
                counted = true;
                count(caller, this, response);
            }
            return principal;
        }
    }
}
