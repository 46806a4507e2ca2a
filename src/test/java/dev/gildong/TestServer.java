package dev.gildong;

import dev.gildong.launcher.ProductJetty;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.NullMarked;

/** Gildong in a real Jetty on a real database, as its {@code web.xml} starts it. */
@NullMarked
public final class TestServer implements AutoCloseable {
    /** The administrator's key of every test server. */
    public static final String ADMIN_KEY = "test-admin-key-0123456789-0123456789";

    private static final Map<TestDatabase, TestServer> SHARED = new ConcurrentHashMap<>();

    private final Server jetty = new Server();
    private final ServerConnector connector =
            new ServerConnector(jetty, new HttpConnectionFactory(ProductJetty.http()));
    private final String databaseUrl;

    private TestServer(String databaseUrl, String contextPath, Map<String, String> settings) {
        this.databaseUrl = databaseUrl;
        WebAppContext context = new WebAppContext("src/main/webapp", contextPath);
        context.setParentLoaderPriority(true);
        context.setDefaultsDescriptor(null);
        context.setThrowUnavailableOnStartupException(true);
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("gildong.database.url", databaseUrl);
        all.putIfAbsent("gildong.admin-key", ADMIN_KEY);
        all.forEach(context::setInitParameter);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
        jetty.setErrorHandler(ProductJetty.errors());
        try {
            jetty.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /** The server that all suites share on this kind of database; it runs until the JVM ends. */
    public static TestServer on(TestDatabase database) {
        return SHARED.computeIfAbsent(database, kind -> start(kind, Map.of()));
    }

    /** A server of one's own on an empty database. */
    public static TestServer start(TestDatabase database, Map<String, String> settings) {
        return start(database.freshUrl(), "/", settings);
    }

    /** A server of one's own on a database that may be in use by others. */
    public static TestServer start(String databaseUrl, String contextPath, Map<String, String> settings) {
        return new TestServer(databaseUrl, contextPath, settings);
    }

    /** Where it listens, with its context path and without a slash at the end. */
    public URI uri() {
        WebAppContext context = (WebAppContext) jetty.getHandler();
        String path = context.getContextPath().equals("/") ? "" : context.getContextPath();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    /** A client that is not signed in. */
    public Client client() {
        return new Client(uri());
    }

    /** The administrator. */
    public Client admin() {
        return client().withToken(ADMIN_KEY);
    }

    /** The address of its database. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /** Changes rows behind the server's back. */
    public int sql(String statement) {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that a query answers. */
    public long number(String query) {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
