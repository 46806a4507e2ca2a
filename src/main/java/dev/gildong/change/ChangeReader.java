package dev.gildong.change;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log, on a connection of its own: a node whose requests hold all the others still hears. The connection is
 * kept, in auto-commit, so that a look is one round trip. For one thread at a time, but for {@link #close}.
 */
final class ChangeReader implements AutoCloseable {
    /** New rows that one statement reads at most. */
    static final int BATCH = 5000;
    /** Missing rows that one statement asks for at most. */
    static final int GAPS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeReader.class);
    private static final String COLUMNS = "SELECT change_id, topic, subject, changed_at FROM change_log WHERE ";
    private static final String NEXT = COLUMNS + "change_id >= ? ORDER BY change_id LIMIT " + BATCH;

    private final HikariDataSource connections;
    private final String nowMicros;
    private volatile @Nullable Connection held;

    ChangeReader(HikariDataSource connections, String nowMicros) {
        this.connections = connections;
        this.nowMicros = nowMicros;
    }

    /**
     * The row of this number and those after it, and of the gaps those that are there by now: all from one view, which
     * is opened after the call. In no order.
     *
     * @param gaps {@link #GAPS} at most
     */
    List<Change> read(long from, List<Long> gaps) throws SQLException {
        if (gaps.isEmpty()) {
            return list(NEXT, List.of(from));
        }
        List<Long> parameters = new ArrayList<>();
        parameters.add(from);
        parameters.addAll(gaps);
        int places = places(gaps.size());
        parameters.addAll(Collections.nCopies(places - gaps.size(), gaps.get(0)));
        return list("(" + NEXT + ") UNION ALL (" + missing(places) + ")", parameters);
    }

    /** The rows of so long ago until now, and the one before them. */
    Recent recent(Duration span) throws SQLException {
        List<Change> before = list(
                COLUMNS + "changed_at < " + nowMicros + " - ? ORDER BY change_id DESC LIMIT 1",
                List.of(TimeUnit.NANOSECONDS.toMicros(span.toNanos())));
        long from = before.isEmpty() ? 0 : before.get(0).id();
        List<Change> rows = list(COLUMNS + "change_id >= ? ORDER BY change_id", List.of(from));
        return new Recent(Math.max(0, from - 1), rows);
    }

    /** Few different statements, so that each stays prepared. */
    private static int places(int gaps) {
        return gaps <= 16 ? 16 : gaps <= 128 ? 128 : GAPS;
    }

    private static String missing(int places) {
        return COLUMNS + "change_id IN (" + String.join(",", Collections.nCopies(places, "?")) + ")";
    }

    private List<Change> list(String sql, List<Long> parameters) throws SQLException {
        Connection connection = connection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setLong(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<Change> changes = new ArrayList<>();
                while (rows.next()) {
                    changes.add(new Change(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
                }
                return changes;
            }
        } catch (SQLException e) {
            held = null;
            connections.evictConnection(connection);
            throw e;
        }
    }

    private Connection connection() throws SQLException {
        @Nullable Connection connection = held;
        if (connection == null) {
            connection = connections.getConnection();
            connection.setAutoCommit(true);
            held = connection;
        }
        return connection;
    }

    @Override
    public void close() {
        @Nullable Connection connection = held;
        try (connections) {
            if (connection != null) {
                connection.close(); // or else the pool would cut it
            }
        } catch (SQLException e) {
            LOG.debug("the connection was lost before", e);
        }
    }

    /**
     * The end of the log.
     *
     * @param after what was missing up to here is history
     * @param rows in order
     */
    record Recent(long after, List<Change> rows) {}
}
