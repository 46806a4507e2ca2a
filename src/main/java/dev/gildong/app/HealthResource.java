package dev.gildong.app;

import dev.gildong.http.Access;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.persistence.Database;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Health for load balancers and supervisors: {@code /livez} and {@code /readyz}. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private static final ProblemType NOT_READY = new ProblemType("not-ready", 503, "Not ready");

    /** Context attribute that the server sets when it has been told to stop. */
    private static final String DRAINING = "gildong.draining";

    private final Database database;
    private final BooleanSupplier loaded;
    private final ServletContext context;

    /** @param loaded whether everything that must be in memory is */
    HealthResource(Database database, BooleanSupplier loaded, ServletContext context) {
        this.database = database;
        this.loaded = loaded;
        this.context = context;
    }

    /** The process runs. Never asks the database: a restart would not bring that back. */
    @GET
    @Path("livez")
    @Access(Access.Who.ANYONE)
    public Status live() {
        return new Status("live");
    }

    /** This node can serve requests. */
    @GET
    @Path("readyz")
    @Access(Access.Who.ANYONE)
    public Status ready() {
        if (context.getAttribute(DRAINING) != null) {
            throw notReady("This node is stopping.");
        }
        if (!database.reachable()) {
            throw notReady("The database does not answer.");
        }
        if (!loaded.getAsBoolean()) {
            throw notReady("Leaderboards are being loaded.");
        }
        return new Status("ready");
    }

    private static ProblemException notReady(String why) {
        return new ProblemException(NOT_READY, why, Map.of("Retry-After", "1"));
    }

    /** {@code live} or {@code ready}. */
    record Status(String status) {}
}
