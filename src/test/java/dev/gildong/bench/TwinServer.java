package dev.gildong.bench;

import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One Jetty, set up as {@code java -jar gildong.war} sets it up, with two web applications: Gildong at {@code /} and the
 * bare one at {@code /bare}. Each has its own class loader with its own copy of Jersey and Jackson, as two WARs have.
 */
final class TwinServer {
    private final Server server = new Server(threads());
    private final ServerConnector connector;

    /** Starts it on a free port of 127.0.0.1. Both paths are of unpacked WARs. */
    TwinServer(Path gildong, Path bare) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(16 * 1024);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(
                new ContextHandlerCollection(application("/", gildong), application("/bare", bare))));
        server.setStopAtShutdown(true);
        server.start();
    }

    /** The address of a path of Gildong's, or of the bare application's under {@code /bare}. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(200);
        if (Runtime.version().feature() >= 21) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        return threads;
    }

    private static WebAppContext application(String contextPath, Path war) {
        WebAppContext context = new WebAppContext(war.toString(), contextPath);
        context.setThrowUnavailableOnStartupException(true);
        context.getHiddenClassMatcher().add("dev.gildong.launcher.", "org.slf4j.");
        return context;
    }

    void stop() throws Exception {
        server.stop();
    }
}
