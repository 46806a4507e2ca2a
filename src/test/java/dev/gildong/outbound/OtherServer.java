package dev.gildong.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server to call, on an address of this machine. */
final class OtherServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();

    private OtherServer(HttpServer server, Answer answer) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    static OtherServer start(Answer answer) throws IOException {
        return start("127.0.0.1", 0, answer);
    }

    static OtherServer start(String address, int port, Answer answer) throws IOException {
        return new OtherServer(HttpServer.create(new InetSocketAddress(address, port), 100), answer);
    }

    static OtherServer startTls(SSLContext context, Answer answer) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new OtherServer(server, answer);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Requests so far, counted when they begin. */
    int requests() {
        return requests.get();
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What it does with a request; without an answer the connection is closed. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }
}
