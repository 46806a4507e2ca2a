package dev.gildong.deploy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server process that a test started, and the way to talk to it. */
final class RunningServer implements AutoCloseable {
    static {
        // Idle connections of this client would hold up the graceful stop of a server.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
    }

    private final String name;
    private final Process process;
    private final Path base;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ofSeconds(5))
            .build();

    private RunningServer(String name, Process process, Path base, int port) {
        this.name = name;
        this.process = process;
        this.base = base;
        this.port = port;
    }

    static RunningServer start(String name, ProcessBuilder builder, Path base, int port) throws IOException {
        Path log = base.resolve("output.log");
        Process process = builder.directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RunningServer server = new RunningServer(name, process, base, port);
        // A test JVM that is stopped in the middle takes its servers along.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            Awaitility.await(name + " gets ready")
                    .atMost(ofSeconds(180))
                    .pollInterval(ofMillis(100))
                    .failFast(() -> !process.isAlive())
                    .until(server::isReady);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw new IllegalStateException(name + " did not get ready; its output:\n" + server.output(), e);
        }
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    /** The directory with all of its files. */
    Path base() {
        return base;
    }

    /** What it wrote to its console. */
    String output() {
        try {
            return Files.readString(base.resolve("output.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it answers {@code /readyz} with 200. */
    boolean isReady() {
        try {
            return send("GET", "/readyz", null, null).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a request with a JSON body, or none, as the holder of a token, or nobody. */
    HttpResponse<String> send(String method, String path, @Nullable String token, @Nullable String json)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ofSeconds(30))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the process to stop, as a supervisor does: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end; says whether it came in time. */
    boolean endsWithin(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Ends the process: by SIGTERM, and by SIGKILL if that does not do. */
    @Override
    public void close() {
        try {
            terminate();
            if (!endsWithin(30)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
