package dev.gildong.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Reads, writes or finds documents by bare JDBC, as a server would that does nothing else. */
public final class DocumentPeer {
    private static final String ROW = " WHERE player_no = ? AND collection = 'saves' AND doc_key = ?";

    private DocumentPeer() {}

    /** @param args JDBC address with user, {@code get}, {@code put} or {@code find}, threads, seconds, player, documents */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Kind kind = Kind.valueOf(args[1].toUpperCase(Locale.ROOT));
        int threads = Integer.parseInt(args[2]);
        long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(args[3]));
        long player = Long.parseLong(args[4]);
        int documents = Integer.parseInt(args[5]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(threads);
        ExecutorService all = Executors.newFixedThreadPool(threads);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            long end = System.nanoTime() + nanos;
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(all.submit(() -> run(pool, kind, player, documents, end)));
            }
            long done = 0;
            for (Future<Long> count : counts) {
                done += count.get();
            }
            System.out.println(done * TimeUnit.SECONDS.toNanos(1) / nanos);
        } finally {
            all.shutdown();
        }
    }

    private static long run(HikariDataSource pool, Kind kind, long player, int documents, long end)
            throws SQLException {
        long done = 0;
        while (System.nanoTime() < end) {
            int which = ThreadLocalRandom.current().nextInt(documents);
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement(kind.sql)) {
                if (kind == Kind.FIND) {
                    statement.setString(1, "hero%08d".formatted(1 + which));
                } else {
                    statement.setLong(1, player);
                    statement.setString(2, "d" + which);
                }
                if (kind == Kind.PUT) {
                    done += statement.executeUpdate();
                } else {
                    try (ResultSet row = statement.executeQuery()) {
                        done += row.next() && !row.getString("body").isEmpty() ? 1 : 0;
                    }
                }
            }
        }
        return done;
    }

    private enum Kind {
        GET("SELECT version, updated_at, body FROM document" + ROW),
        PUT("UPDATE document SET version = version + 1, updated_at = updated_at + 1" + ROW),
        FIND("SELECT no, body FROM peer WHERE name = ?");

        final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }
}
