package dev.gildong.sample;

import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.outbound.OutboundException;
import dev.gildong.outbound.OutboundRequest;
import dev.gildong.outbound.OutboundResult;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Collections;
import java.util.List;

/**
 * Asks another server several times at once within one request, and just waits: what it costs is the slowest call and
 * not their sum. The other server is named by a setting, never by the caller.
 */
@Path("v1/samples/fan-out")
@Produces(MediaType.APPLICATION_JSON)
public final class FanOutResource {
    private static final int MAX_CALLS = 50;
    private static final ProblemType FAILED = new ProblemType("upstream-failed", 502, "Another server did not answer");

    private final OutboundClient outbound;
    private final URI upstream;

    /** @param upstream what is asked for, with GET */
    public FanOutResource(OutboundClient outbound, URI upstream) {
        this.outbound = outbound;
        this.upstream = upstream;
    }

    /** Asks, and adds up what came. */
    @GET
    @Access(Access.Who.SIGNED_IN)
    public FanOutResponse get(@QueryParam("calls") @DefaultValue("10") int calls) {
        if (calls < 1 || calls > MAX_CALLS) {
            throw new ProblemException(ProblemType.INVALID, "calls must be 1 to " + MAX_CALLS + ".");
        }
        long began = System.nanoTime();
        List<OutboundResult> results =
                outbound.sendAll(Collections.nCopies(calls, OutboundRequest.of("GET", upstream)));
        long bytes = 0;
        for (OutboundResult result : results) {
            bytes += bytes(result);
        }
        return new FanOutResponse(calls, bytes, (System.nanoTime() - began) / 1_000_000);
    }

    private static int bytes(OutboundResult result) {
        try {
            return result.orElseThrow().body().length;
        } catch (OutboundException e) {
            throw new ProblemException(FAILED, e.getMessage());
        }
    }

    /** What came, and how long all of it took. */
    record FanOutResponse(int calls, long bytes, long milliseconds) {}
}
