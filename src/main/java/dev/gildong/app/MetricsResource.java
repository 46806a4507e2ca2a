package dev.gildong.app;

import dev.gildong.http.Access;
import dev.gildong.http.Scope;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** What this node counts and measures, for Prometheus. Not for the public: it tells how busy a game is. */
@Path("metrics")
@Produces("text/plain")
public final class MetricsResource {
    /** <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus's text format</a>. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;

    MetricsResource(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    /** Every metric with its value now. The same version of the format whichever version is asked for. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.METRICS)
    public Response get() {
        return Response.ok(meters.scrape(TEXT_FORMAT), TEXT_FORMAT).build();
    }
}
