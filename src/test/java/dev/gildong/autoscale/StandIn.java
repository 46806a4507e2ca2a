package dev.gildong.autoscale;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** What an autoscaler sees of an instance: it is ready, says how busy it is, and answers what HAProxy passes on. */
@NullMarked
final class StandIn implements AutoCloseable {
    static final String KEY = "gk_stand-in";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    volatile boolean ready = true;
    volatile String metrics = "";
    /** Holds up answers to {@code /play}. */
    volatile @Nullable CountDownLatch held;

    StandIn(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/readyz", exchange -> answer(exchange, ready ? 200 : 503, ""));
        server.createContext("/metrics", exchange -> {
            boolean known =
                    ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 401, metrics);
        });
        server.createContext("/play", exchange -> {
            CountDownLatch latch = held;
            try {
                if (latch != null) {
                    latch.await();
                }
                answer(exchange, 200, "played");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Lets {@code /metrics} say how busy it has been since long ago. */
    void busy(double mean) {
        metrics = """
                # TYPE gildong_cpu_mean gauge
                gildong_cpu_mean{window="1m"} 0.99
                gildong_cpu_mean{window="5m"} %s
                process_uptime_seconds 86400.5
                """.formatted(mean);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
