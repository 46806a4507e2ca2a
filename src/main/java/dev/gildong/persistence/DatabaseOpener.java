package dev.gildong.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.pool.HikariPool;
import dev.gildong.config.AppSettings;
import dev.gildong.config.SettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database at start: waits for it, migrates it, checks that it keeps data as it was sent, and puts
 * EclipseLink over the pool. Nodes that start at once on an empty database take turns by Flyway's lock.
 */
public final class DatabaseOpener {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpener.class);
    private static final long RETRY_MILLIS = 250;

    static {
        // Connector/J's thread that closes forgotten connections: the pool forgets none, and the thread outlives an
        // application that a servlet container takes down.
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }

    private final DatabaseSettings settings;
    private final String url;
    private final MeterRegistry meters;

    /**
     * Opens nothing yet.
     *
     * @param app names the directory of the embedded database, which is used where no address is set
     * @param meters where the pool counts its connections
     */
    public DatabaseOpener(DatabaseSettings settings, AppSettings app, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
        this.url = settings.url().isEmpty() ? H2Dialect.fileUrl(app.dataDirectory()) : settings.url();
        if (!url.startsWith("jdbc:mysql:") && !url.startsWith("jdbc:h2:")) {
            throw new SettingsException("gildong.database.url begins neither with jdbc:mysql: nor with jdbc:h2:");
        }
    }

    /**
     * Opens it.
     *
     * @throws SettingsException if the database cannot be used as it is set up
     */
    public Database open() {
        return open(SchemaExtensions.none());
    }

    /**
     * Opens it with more than the server's own tables and entities.
     *
     * @throws SettingsException if the database cannot be used as it is set up, or an extension cannot be had
     */
    public Database open(SchemaExtensions more) {
        Dialect dialect;
        try (HikariDataSource first = firstConnections()) {
            dialect = dialect(first);
            migrate(first, dialect, more);
        }
        HikariDataSource pool = pool(dialect);
        try {
            check(pool, dialect);
            return new Database(pool, entities(pool, more), dialect);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Brings the tables up to date and opens nothing.
     *
     * @return how many migrations were missing
     * @throws SettingsException if the database cannot be reached, or an extension cannot be had
     */
    public int migrate(SchemaExtensions more) {
        try (HikariDataSource first = firstConnections()) {
            return migrate(first, dialect(first), more);
        }
    }

    private static int migrate(DataSource database, Dialect dialect, SchemaExtensions more) {
        Migrations migrations = new Migrations(database, dialect);
        int missing = migrations.server();
        for (SchemaExtensions.Extension extension : more.extensions()) {
            missing += migrations.extension(extension, more.classes());
        }
        return missing;
    }

    private static EntityManagerFactory entities(DataSource pool, SchemaExtensions more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "jakarta.persistence.nonJtaDataSource",
                pool,
                "eclipselink.target-database",
                PooledPlatform.class.getName()));
        List<Class<?>> classes = more.extensions().stream()
                .flatMap(extension -> extension.entities().stream())
                .toList();
        if (classes.isEmpty()) {
            return entities(properties);
        }
        properties.put("eclipselink.classloader", more.classes());
        properties.put("eclipselink.metadata-source", new ExtensionMappings(classes));
        // With static weaving, EclipseLink reads annotations by the thread's class loader whatever the property says.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(more.classes());
        try {
            return entities(properties);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static EntityManagerFactory entities(Map<String, Object> properties) {
        EntityManagerFactory factory = Persistence.createEntityManagerFactory("gildong", properties);
        factory.createEntityManager().close(); // reads the mappings now, not at the first request
        return factory;
    }

    /** A pool for the start alone: waits for the server, and has no time-outs, since a migration may take its time. */
    private HikariDataSource firstConnections() {
        HikariConfig config = config("gildong-start");
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(1);
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        while (true) {
            try {
                return new HikariDataSource(config);
            } catch (HikariPool.PoolInitializationException e) {
                if (!lost(e) || System.nanoTime() > deadline) {
                    throw new SettingsException("gildong.database.url: cannot connect: " + rootMessage(e));
                }
                LOG.warn("waiting for the database: {}", rootMessage(e));
                pause();
            }
        }
    }

    private static boolean lost(Throwable thrown) {
        return thrown.getCause() instanceof SQLException e && Dialect.lost(e);
    }

    private static String rootMessage(Throwable thrown) {
        return String.valueOf((thrown.getCause() == null ? thrown : thrown.getCause()).getMessage());
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsException("interrupted while waiting for the database");
        }
    }

    private static Dialect dialect(DataSource database) {
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            return about.getDatabaseProductName().equals("H2")
                    ? new H2Dialect()
                    : new MySqlDialect(about.getDatabaseProductVersion().contains("MariaDB"));
        } catch (SQLException e) {
            throw new SettingsException("gildong.database.url: cannot be asked: " + e.getMessage());
        }
    }

    private HikariConfig config(String name) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        // Named, since DriverManager does not look into a web application.
        config.setDriverClassName(url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "com.mysql.cj.jdbc.Driver");
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        return config;
    }

    private HikariDataSource pool(Dialect dialect) {
        HikariConfig config = config("gildong");
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setValidationTimeout(Math.min(1000, settings.acquireTimeout().toMillis()));
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(dialect.sessionSetup(settings.statementTimeout()));
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        dialect.driverProperties(settings).forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    private static void check(DataSource pool, Dialect dialect) {
        try (Connection connection = pool.getConnection()) {
            dialect.check(connection).forEach(LOG::warn);
            connection.rollback();
        } catch (SQLException e) {
            throw new SettingsException("gildong.database.url: cannot be checked: " + e.getMessage());
        }
    }
}
