package dev.gildong.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with Gildong in it, for {@code java -jar}. */
public final class JettyServer {
    private static final int MAX_THREADS = 200;
    /** Connections that wait to be accepted: with the default of 50, a crowd that comes at once is reset. */
    private static final int ACCEPT_QUEUE = 512;

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long IDLE_MILLIS = 30_000;
    private static final long DRAIN_MILLIS = 20_000;
    /** How long a running request may pause while the server stops; Jetty's own second cuts off slow clients. */
    private static final long DRAIN_PAUSE_MILLIS = 10_000;

    private final Server server;
    private final ServerConnector connector;
    private final WebAppContext application;
    private final Path work;

    private JettyServer(String host, int port, String contextPath, Path war, Path work) {
        this.server = new Server(threads());
        this.connector = connector(host, port);
        this.application = application(contextPath, war, work);
        this.work = work;
        server.addConnector(connector);
        server.setErrorHandler(new ProblemErrorHandler());
        server.setHandler(new GracefulHandler(application));
        server.setStopTimeout(DRAIN_MILLIS);
    }

    /**
     * Starts the server and says where it is.
     *
     * @param port 0 for any free one
     * @param contextPath empty for the root
     * @param work a directory of its own, removed at the end
     * @throws Exception if the application or the port cannot be had; everything is stopped by then
     */
    public static void run(String host, int port, String contextPath, Path war, Path work) throws Exception {
        LogManager.getLogManager().reset(); // the application's log takes over what java.util.logging is told
        JettyServer jetty = new JettyServer(host, port, contextPath, war, work);
        Runtime.getRuntime().addShutdownHook(new Thread(jetty::stop, "shutdown"));
        jetty.server.start();
        System.out.printf("Gildong listens on http://%s:%d%s/%n", host, jetty.connector.getLocalPort(), contextPath);
    }

    /**
     * Lets the application bring its database up to date, without a port.
     *
     * @param work a directory of its own, removed at the end
     * @throws Exception if the database could not be migrated
     */
    public static void migrate(Path war, Path work) throws Exception {
        LogManager.getLogManager().reset();
        Server server = new Server();
        WebAppContext application = application("", war, work);
        application.setAttribute("gildong.migrate", true);
        server.setHandler(application);
        try {
            server.start();
        } finally {
            server.stop();
            remove(work);
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("http");
        if (Runtime.version().feature() >= 21) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        return threads;
    }

    private ServerConnector connector(String host, int port) {
        ServerConnector made = new ServerConnector(server, new HttpConnectionFactory(http()));
        made.setHost(host);
        made.setPort(port);
        made.setIdleTimeout(IDLE_MILLIS);
        made.setAcceptQueueSize(ACCEPT_QUEUE);
        made.setShutdownIdleTimeout(DRAIN_PAUSE_MILLIS);
        return made;
    }

    /** How HTTP is spoken. */
    static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        // Else a token on a connection is read as the one before it, if they differ in upper and lower case alone.
        http.setHeaderCacheCaseSensitive(true);
        return http;
    }

    /** The server's own logging goes to java.util.logging; the application must not find that provider beside its own. */
    private static WebAppContext application(String contextPath, Path war, Path work) {
        WebAppContext context = new WebAppContext(war.toString(), contextPath.isEmpty() ? "/" : contextPath);
        context.setTempDirectory(work.resolve("application").toFile());
        context.setThrowUnavailableOnStartupException(true);
        // None of Jetty's own file servlet, JSP and TRACE rule: the application answers everything.
        context.setDefaultsDescriptor(null);
        context.getHiddenClassMatcher().add("dev.gildong.launcher.", "dev.gildong.autoscale.");
        for (URL jar : ((URLClassLoader) JettyServer.class.getClassLoader()).getURLs()) {
            if (jar.getPath().contains("/slf4j-")) {
                context.getHiddenClassMatcher().add(jar.toString());
            }
        }
        return context;
    }

    /** Not ready any more; then no new requests, and 20 seconds for those that run. */
    private void stop() {
        application.setAttribute("gildong.draining", true);
        try {
            server.stop();
            remove(work);
        } catch (Exception e) {
            System.err.println("Gildong did not stop cleanly: " + e);
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
