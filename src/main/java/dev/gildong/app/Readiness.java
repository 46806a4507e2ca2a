package dev.gildong.app;

import dev.gildong.persistence.Database;
import jakarta.servlet.ServletContext;

/** Whether a load balancer should send requests to this node. */
final class Readiness {
    /** Context attribute that the server sets when it has been told to stop. */
    private static final String DRAINING = "gildong.draining";

    private final Database database;
    private final ServletContext context;

    Readiness(Database database, ServletContext context) {
        this.database = database;
        this.context = context;
    }

    boolean draining() {
        return context.getAttribute(DRAINING) != null;
    }

    boolean databaseReachable() {
        return database.reachable();
    }
}
