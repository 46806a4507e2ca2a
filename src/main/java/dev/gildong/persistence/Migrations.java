package dev.gildong.persistence;

import dev.gildong.config.SettingsException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the schema up to date. Nodes that do so at once take turns by Flyway's lock. Older nodes may serve meanwhile, so
 * nothing waits long for a table: docs/adr/038-migrations-beside-players.md.
 *
 * @param lockAttempts how often a statement tries to get its table
 */
record Migrations(DataSource database, Dialect dialect, int lockAttempts) {
    /** How the tables end in which Flyway remembers what was done. */
    static final String HISTORY = "schema_history";

    /** 20 tries of 2 s, with 2 s between them: less than a deployment waits for an instance. */
    Migrations(DataSource database, Dialect dialect) {
        this(database, dialect, 20);
    }

    /**
     * The server's own tables.
     *
     * @return how many migrations were missing
     * @throws SettingsException if a table could not be had
     */
    int server() {
        return flyway(Migrations.class.getClassLoader()).table(HISTORY).load().migrate().migrationsExecuted;
    }

    /**
     * The tables of an extension, with a history of their own.
     *
     * @return how many migrations were missing
     * @throws SettingsException if its name is taken, a table could not be had or a migration fails
     */
    int extension(SchemaExtensions.Extension extension, ClassLoader classes) {
        String name = extension.name();
        Flyway flyway = flyway(classes)
                .table(name + "_" + HISTORY)
                .locations("classpath:db/module/" + name)
                .baselineOnMigrate(true) // the schema is never empty
                .baselineVersion("0")
                .load();
        try {
            if (flyway.info().all().length == 0) {
                return 0;
            }
            requireOwn(name);
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new SettingsException("game module " + name + ": its migration failed: " + e.getMessage());
        }
    }

    private FluentConfiguration flyway(ClassLoader classes) {
        LockRetries patient = new LockRetries(database, dialect, lockAttempts);
        return Flyway.configure(classes)
                .dataSource(patient.dataSource())
                .initSql(dialect.migrationSetup())
                .callbacks(patient)
                .placeholders(Map.of("tableOptions", dialect.tableOptions(), "nowMicros", dialect.nowMicros()))
                .validateOnMigrate(true)
                .cleanDisabled(true);
    }

    /** A name with which tables of somebody else's begin would let two of them take each other's. */
    private void requireOwn(String name) {
        Set<String> tables = tables(name + "_");
        if (!tables.isEmpty() && !tables.contains(name + "_" + HISTORY)) {
            throw new SettingsException("game module " + name + ": there are tables already whose names begin with "
                    + name + "_, and they are not its own; it needs another name");
        }
    }

    private Set<String> tables(String prefix) {
        Set<String> found = new HashSet<>();
        try (Connection connection = database.getConnection();
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (table.startsWith(prefix)) {
                    found.add(table);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new SettingsException("gildong.database.url: cannot be asked for its tables: " + e.getMessage());
        }
    }
}
