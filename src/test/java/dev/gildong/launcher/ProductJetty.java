package dev.gildong.launcher;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Lends the ways of the server inside the WAR to the servers that tests start. */
public final class ProductJetty {

    private ProductJetty() {}

    /** How HTTP is spoken. */
    public static HttpConfiguration http() {
        return JettyServer.http();
    }

    /** What answers a request that Jetty refuses before the application sees it. */
    public static Request.Handler errors() {
        return new ProblemErrorHandler();
    }
}
