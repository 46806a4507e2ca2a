package dev.gildong.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Reads or writes documents by bare JDBC, as a server would that does nothing else. */
public final class DocumentPeer {
    private static final String ROW = " WHERE player_no = ? AND collection = 'saves' AND doc_key = ?";

    private DocumentPeer() {}

    /** @param args JDBC address with user, {@code get} or {@code put}, threads, seconds, player's number, documents */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        boolean put = args[1].equals("put");
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
                counts.add(all.submit(() -> run(pool, put, player, documents, end)));
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

    private static long run(HikariDataSource pool, boolean put, long player, int documents, long end)
            throws SQLException {
        long done = 0;
        while (System.nanoTime() < end) {
            String key = "d" + ThreadLocalRandom.current().nextInt(documents);
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            put
                                    ? "UPDATE document SET version = version + 1, updated_at = updated_at + 1" + ROW
                                    : "SELECT version, updated_at, body FROM document" + ROW)) {
                statement.setLong(1, player);
                statement.setString(2, key);
                if (put) {
                    done += statement.executeUpdate();
                } else {
                    try (ResultSet row = statement.executeQuery()) {
                        done += row.next() && !row.getString(3).isEmpty() ? 1 : 0;
                    }
                }
            }
        }
        return done;
    }
}
