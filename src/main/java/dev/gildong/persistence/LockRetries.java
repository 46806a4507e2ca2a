package dev.gildong.persistence;

import dev.gildong.config.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a DDL statement of a migration try again when it could not get its table in time. Such a statement has changed
 * nothing, and has committed what came before it, so that doing it once more is always right; to do a whole migration
 * once more would not be, since MySQL does not undo its first statements. For one run of Flyway on one thread.
 */
final class LockRetries implements Callback {
    private static final Logger LOG = LoggerFactory.getLogger(LockRetries.class);
    /** As long as a statement waits: what has waited behind it has time to be done. */
    private static final long PAUSE_MILLIS = 2000;

    private static final Pattern DDL = Pattern.compile(
            "(?:\\s++|--[^\\n]*+\\n|/\\*.*?\\*/)*+(?:ALTER|CREATE|DROP|RENAME|TRUNCATE)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final DataSource database;
    private final Dialect dialect;
    private final int attempts;
    private boolean begun;

    LockRetries(DataSource database, Dialect dialect, int attempts) {
        this.database = database;
        this.dialect = dialect;
        this.attempts = attempts;
    }

    /** The database with statements that try again. */
    DataSource dataSource() {
        return proxy(DataSource.class, database, (method, arguments) -> {
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, connection, (method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof Statement statement && method.getName().equals("createStatement")
                    ? statement(statement)
                    : result;
        });
    }

    private Statement statement(Statement statement) {
        return proxy(Statement.class, statement, (method, arguments) -> {
            if (arguments != null
                    && method.getName().equals("execute")
                    && DDL.matcher((String) arguments[0]).lookingAt()) {
                return patiently(statement, method, arguments);
            }
            return invoke(statement, method, arguments);
        });
    }

    private @Nullable Object patiently(Statement statement, Method method, Object[] arguments) throws Throwable {
        for (int attempt = 1; ; attempt++) {
            try {
                return invoke(statement, method, arguments);
            } catch (SQLException e) {
                if (dialect.classify(e) != Dialect.Failure.LOCK_WAIT) {
                    throw e;
                }
                if (attempt >= attempts) {
                    throw givenUp(e);
                }
                LOG.warn("a migration waits for a table that others use: attempt {} of {}", attempt, attempts);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Flyway notes a migration as failed for any exception of the database, and for no other one. */
    private Exception givenUp(SQLException e) {
        if (begun) {
            LOG.error("a migration has been done in part: its table could not be had");
            return e;
        }
        return new SettingsException("gildong.database.url: a migration could not get its table in " + attempts
                + " attempts, since a transaction that uses it has been open all the time; nothing has been changed,"
                + " and the next start tries again");
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        begun = event == Event.AFTER_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public String getCallbackName() {
        return "lock retries";
    }

    private interface Call {
        @Nullable
        Object call(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T real, Call call) {
        return type.cast(Proxy.newProxyInstance(
                real.getClass().getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.call(method, arguments)));
    }

    private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
